#![allow(dead_code)]

use event_pattern::{Event, event_pattern, event_types};

event_types! {
    mod s3 = aws("aws.s3", "Object Created");
    mod ec2 = aws("aws.ec2", "EC2 Instance State-change Notification");
    mod guardduty = aws("aws.guardduty", "GuardDuty Finding");
    mod cloudtrail = aws("aws.s3", "AWS API Call via CloudTrail");
}

event_pattern! {
    fn misspelled(event: &Event<s3::ObjectCreated>) -> bool { "detail": { "buckt": { "name": ["a"] } } }
    fn inner_field(event: &Event<s3::ObjectCreated>) -> bool { "detail": { "object": { "keys": ["a"] } } }
    fn value_instead_of_object(event: &Event<s3::ObjectCreated>) -> bool { "detail": { "bucket": ["a"] } }
    fn string_for_number(event: &Event<s3::ObjectCreated>) -> bool { "detail": { "object": { "size": ["1"] } } }
    fn star_in_suffix(event: &Event<s3::ObjectCreated>) -> bool { "detail": { "object": { "key": [{ "suffix": "*.csv" }] } } }
    fn other_source(event: &Event<s3::ObjectCreated>) -> bool { "source": ["s3.amazonaws.com"], "detail": { "version": ["0"] } }
    fn other_event(event: &Event<s3::ObjectCreated>) -> bool { "detail-type": ["Object Deleted"], "detail": { "version": ["0"] } }
    fn unknown_state(event: &Event<ec2::Ec2InstanceStateChangeNotification>) -> bool { "detail": { "state": ["stoped"] } }
    fn state_in_wrong_case(event: &Event<ec2::Ec2InstanceStateChangeNotification>) -> bool { "detail": { "state": ["STOPPED"] } }
    fn camel_case(event: &Event<ec2::Ec2InstanceStateChangeNotification>) -> bool { "detail": { "instanceId": ["i-1"] } }
    fn severity_as_text(event: &Event<guardduty::GuardDutyFinding>) -> bool { "detail": { "severity": ["8"] } }
    fn severity_as_word(event: &Event<guardduty::GuardDutyFinding>) -> bool { "detail": { "severity": ["HIGH"] } }
    fn event_name(event: &Event<cloudtrail::AwsApiCallViaCloudTrail>) -> bool { "detail": { "eventname": ["PutObject"] } }
    fn scope(event: &Event<cloudtrail::AwsApiCallViaCloudTrail>) -> bool {
        "detail": { "requestParameters": { "$any": { "bucketName": ["a"] } } }
    }
    fn outside_detail(event: &Event<cloudtrail::AwsApiCallViaCloudTrail>) -> bool { "eventName": ["PutObject"] }
}

fn main() {}
