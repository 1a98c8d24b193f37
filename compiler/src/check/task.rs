//! What rules on task state changes often get wrong.
//!
//! Source: the events in the Amazon ECS developer guide. An event with `lastStatus` DEPROVISIONING already has exit codes
//! and the reason why the task stopped; the one with STOPPED follows.

use crate::diagnostic::{Diagnostics, Name};
use crate::json::{Scalar, Text};
use crate::pattern::Filter;
use crate::rule::{Leaf, Lowered};
use crate::schema::Schema;

const EXIT_CODE: &str = "detail.containers.exitCode";
const LAST_STATUS: &str = "detail.lastStatus";

/// Fields that tell one container from another.
const IDENTITY: [&str; 5] = ["containerArn", "image", "imageDigest", "name", "runtimeId"];

/// Fields that an event gets when its task stops.
const OF_STOPPED_TASKS: [&str; 4] = [EXIT_CODE, "detail.executionStoppedAt", "detail.stopCode", "detail.stoppedReason"];

/// Looks at a combination of `$or` branches.
pub(super) fn check(lowered: &Lowered, conjunction: &[usize], schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.rust_name != "TaskStateChange" {
        return;
    }
    let leaves: Vec<(usize, String)> =
        conjunction.iter().map(|&leaf| (leaf, lowered.rule.leaves[leaf].path.to_string())).collect();
    let find = |path: &str| leaves.iter().find(|(_, known)| known == path).map(|(leaf, _)| *leaf);
    let wants_field = |leaf: usize| !lowered.rule.leaves[leaf].accepts_absence();
    if let Some(exit_code) = find(EXIT_CODE).filter(|&leaf| wants_field(leaf)) {
        let is_identity =
            |path: &str| path.strip_prefix("detail.containers.").is_some_and(|field| IDENTITY.contains(&field));
        if !leaves.iter().any(|(_, path)| is_identity(path)) {
            let message = "the exit code of any container satisfies this condition, that of a sidecar too";
            let help = "name the container: `\"containers\": { \"name\": [\"NAME\"], \"exitCode\": […] }`";
            diagnostics.push(Name::UnnamedContainer.at(lowered.places[exit_code].key, message).with_help(help));
        }
    }
    let stopped = OF_STOPPED_TASKS.iter().find_map(|path| find(path).filter(|&leaf| wants_field(leaf)));
    let help = "write `\"lastStatus\": [\"STOPPED\"]`";
    match (find(LAST_STATUS), stopped) {
        (Some(status), stopped) => {
            let leaf = &lowered.rule.leaves[status];
            if accepts_both(leaf) && (stopped.is_some() || names_both(leaf)) {
                let message = "the rule fires twice for one task: when it is DEPROVISIONING and when it is STOPPED";
                diagnostics.push(Name::FiresTwice.at(lowered.places[status].list, message).with_help(help));
            }
        }
        (None, Some(stopped)) => {
            let message = format!(
                "the rule fires twice for one task: `{}` is there when it is DEPROVISIONING and when it is STOPPED",
                lowered.rule.leaves[stopped].path.last_step()
            );
            let help = format!("{help} beside it, in `detail`");
            diagnostics.push(Name::FiresTwice.at(lowered.places[stopped].key, message).with_help(help));
        }
        (None, None) => {}
    }
}

const BOTH: [&str; 2] = ["DEPROVISIONING", "STOPPED"];

fn accepts_both(leaf: &Leaf) -> bool {
    let accepts = |status: &str| {
        let status = Scalar::String(Text::from(status));
        leaf.alternatives.iter().any(|filter| filter.accepts(&status))
    };
    BOTH.iter().all(|status| accepts(status))
}

fn names_both(leaf: &Leaf) -> bool {
    BOTH.iter().all(|status| leaf.alternatives.contains(&Filter::Text(Text::from(*status))))
}
