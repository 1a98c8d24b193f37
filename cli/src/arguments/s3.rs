//! The options for archives in Amazon S3.

use clap::Args;

#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "Options for `s3://BUCKET/PREFIX`")]
pub(crate) struct S3Arguments {
    /// Region of the bucket [default: as for the AWS CLI]
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,

    /// Send the requests to this URL, for servers that are compatible with Amazon S3
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint_url: Option<String>,

    /// Do not sign requests, for public buckets
    #[arg(long)]
    pub(crate) no_sign_request: bool,

    /// Pay for the requests to a bucket where the requester pays
    #[arg(long)]
    pub(crate) request_payer: bool,
}
