#![deny(warnings)]

use event_pattern::{Event, event_pattern, event_patterns, event_types};

pub mod jobs {
    use super::event_types;

    pub mod private {
        super::event_types! {
            #[event(source = "my.jobs", detail_type = "Job Ended")]
            #[derive(serde::Deserialize)]
            pub(in crate::event_types_of_any_visibility::jobs) struct JobEnded { pub(in crate::event_types_of_any_visibility::jobs) state: String }
        }
    }

    event_types! {
        #[event(source = "my.jobs", detail_type = "Job Started")]
        #[derive(serde::Deserialize)]
        pub struct JobStarted { pub queue: String }

        #[event(source = "my.jobs", detail_type = "Job Lost")]
        #[derive(serde::Deserialize)]
        pub(crate) struct JobLost<'a> { pub(crate) reason: &'a str }

        #[event(source = "my.jobs", detail_type = "Job Moved")]
        #[derive(serde::Deserialize)]
        struct JobMoved { queue: String }

        #[cfg(any())]
        #[event(source = "my.jobs", detail_type = "Job Moved")]
        #[derive(serde::Deserialize)]
        pub struct JobMoved { pub place: String }

        /// Events of Amazon S3.
        pub mod s3 = aws("aws.s3", "Object Created");

        mod ec2 = aws("aws.ec2", "EC2 Instance State-change Notification");
    }

    event_pattern::event_pattern! {
        fn ended(event: &event_pattern::Event<private::JobEnded>) -> bool { "detail": { "state": ["OK"] } }

        fn moved(event: &event_pattern::Event<JobMoved>) -> bool { "detail": { "queue": ["slow"] } }

        fn stopped(event: &event_pattern::Event<ec2::Ec2InstanceStateChangeNotification>) -> bool {
            "detail": { "state": ["stopped"] }
        }
    }

    pub fn check() {
        use event_pattern::Event;

        assert!(ended(&Event::new(private::JobEnded { state: "OK".to_owned() })));
        assert!(moved(&Event::new(JobMoved { queue: "slow".to_owned() })));
        assert!(!stopped(&Event::new(ec2::Ec2InstanceStateChangeNotification::default())));
    }
}

use jobs::{JobLost, JobStarted as Started};

event_pattern! {
    fn started(event: &Event<Started>) -> bool { "detail": { "queue": ["fast"] } }

    fn lost<'a>(event: &Event<'a, JobLost<'a>>) -> bool { "detail": { "reason": [{ "prefix": "spot" }] } }

    fn uploaded(event: &Event<jobs::s3::ObjectCreated>) -> bool { "detail": { "bucket": { "name": ["in"] } } }
}

event_patterns! {
    enum Lost for Event<crate::event_types_of_any_visibility::jobs::JobLost<'_>> { Spot { "detail": { "reason": ["spot"] } } }
}

#[test]
fn the_rules_compile_and_match() {
    event_types! {
        #[event(source = "my.jobs", detail_type = "Job Paused")]
        #[derive(serde::Deserialize)]
        struct JobPaused { minutes: i64 }
    }
    event_pattern! {
        fn paused(event: &Event<JobPaused>) -> bool { "detail": { "minutes": [{ "numeric": [">", 5] }] } }
    }
    assert!(paused(&Event::new(JobPaused { minutes: 6 })));
    assert!(started(&Event::new(Started { queue: "fast".to_owned() })));
    assert!(lost(&Event::new(JobLost { reason: "spot" })));
    assert_eq!(Lost::matching(&Event::new(JobLost { reason: "spot" })), Lost::Spot.into());
    assert!(!uploaded(&Event::new(jobs::s3::ObjectCreated::default())));
    jobs::check();
}
