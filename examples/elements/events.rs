//! Sample events with only the fields that the rules use.

/// Creates the event of a stopped task. Each container has a name, an exit code and a reason.
pub(crate) fn stopped(containers: &[(&str, Option<i32>, Option<&str>)]) -> String {
    let container = |(name, exit_code, reason): &(&str, Option<i32>, Option<&str>)| {
        let exit_code = exit_code.map_or(String::new(), |code| format!(r#","exitCode":{code}"#));
        let reason = reason.map_or(String::new(), |reason| format!(r#","reason":"{reason}""#));
        format!(
            r#"{{"containerArn":"arn:{name}","taskArn":"t","name":"{name}","lastStatus":"STOPPED"{exit_code}{reason}}}"#
        )
    };
    let containers: Vec<String> = containers.iter().map(container).collect();
    task("STOPPED", "STOPPED", &containers.join(","))
}

/// Creates the event of a task with these states.
pub(crate) fn in_state(last_status: &str, desired_status: &str) -> String {
    task(last_status, desired_status, "")
}

fn task(last_status: &str, desired_status: &str, containers: &str) -> String {
    format!(
        r#"{{"version":"0","id":"1","detail-type":"ECS Task State Change","source":"aws.ecs","account":"123456789012",
            "time":"2025-05-06T11:02:34Z","region":"us-east-1","resources":[],"detail":{{"clusterArn":"c","taskArn":"t",
            "taskDefinitionArn":"d","createdAt":"x","updatedAt":"y","version":7,"desiredStatus":"{desired_status}",
            "lastStatus":"{last_status}","overrides":{{}},"containers":[{containers}]}}}}"#
    )
}
