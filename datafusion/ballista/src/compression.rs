//! Compressed objects of text.
//!
//! A plan that DataFusion 55 sends to another process lacks the compression of the objects, which are then read as if
//! they were not compressed: see <https://github.com/apache/datafusion/issues/24180>. Until a version without this bug,
//! an executor derives the compression from the objects' names when it receives a plan.

use ballista_core::serde::BallistaPhysicalExtensionCodec;
use datafusion::common::Result;
use datafusion::common::tree_node::{Transformed, TreeNode as _};
use datafusion::datasource::file_format::file_compression_type::FileCompressionType;
use datafusion::datasource::physical_plan::{CsvSource, FileGroup, FileScanConfig, FileScanConfigBuilder, JsonSource};
use datafusion::datasource::source::DataSourceExec;
use datafusion::execution::TaskContext;
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::physical_plan::{PhysicalExtensionCodec, PhysicalProtoConverterExtension};
use std::sync::Arc;

type Plan = Arc<dyn ExecutionPlan>;

/// Ballista's codec, with the compression of objects.
#[derive(Debug, Default)]
pub(crate) struct Codec(BallistaPhysicalExtensionCodec);

impl PhysicalExtensionCodec for Codec {
    fn try_decode(
        &self,
        bytes: &[u8],
        inputs: &[Plan],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Plan> {
        // The root of the plan of a task is an operator of Ballista, so all scans are below one.
        let inputs = inputs.iter().map(with_compression).collect::<Result<Vec<_>>>()?;
        self.0.try_decode(bytes, &inputs, context, converter)
    }

    fn try_encode(
        &self,
        plan: Plan,
        bytes: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        self.0.try_encode(plan, bytes, converter)
    }
}

/// Returns the plan with the compression of the objects that it reads.
fn with_compression(plan: &Plan) -> Result<Plan> {
    let plan = Arc::clone(plan).transform_down(|plan| {
        let scan = plan.downcast_ref::<DataSourceExec>().and_then(text_scan);
        Ok(match scan.and_then(|scan| Some((scan, compression(scan)?))) {
            Some((scan, compression)) => {
                let scan = FileScanConfigBuilder::from(scan.clone()).with_file_compression_type(compression);
                Transformed::yes(DataSourceExec::from_data_source(scan.build()) as Plan)
            }
            None => Transformed::no(plan),
        })
    })?;
    Ok(plan.data)
}

/// Returns the scan of objects of text. Formats such as Parquet contain their compression.
fn text_scan(exec: &DataSourceExec) -> Option<&FileScanConfig> {
    let csv = exec.downcast_to_file_source::<CsvSource>().map(|(scan, _)| scan);
    csv.or_else(|| exec.downcast_to_file_source::<JsonSource>().map(|(scan, _)| scan))
}

/// Returns the compression that the name of the first object states. A table has one compression.
fn compression(scan: &FileScanConfig) -> Option<FileCompressionType> {
    let object = scan.file_groups.iter().flat_map(FileGroup::files).next()?;
    object.object_meta.location.extension()?.parse().ok()
}
