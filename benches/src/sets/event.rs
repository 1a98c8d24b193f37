//! A struct that borrows from the JSON text and has only the fields that the rules of the sets use.

use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct NeededFields<'a> {
    pub(super) source: &'a str,
    #[serde(rename = "detail-type")]
    pub(super) detail_type: &'a str,
    #[serde(borrow)]
    pub(super) detail: Detail<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Detail<'a> {
    pub(super) cluster_arn: &'a str,
    pub(super) group: Option<&'a str>,
    pub(super) last_status: &'a str,
    pub(super) stopped_reason: Option<&'a str>,
    pub(super) version: i64,
    #[serde(borrow)]
    pub(super) containers: Vec<Container<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Container<'a> {
    pub(super) name: &'a str,
    pub(super) exit_code: Option<i64>,
}
