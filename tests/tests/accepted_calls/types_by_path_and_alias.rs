type Answer = Result<bool, event_pattern::EventError>;

mod answer {
    pub type Result<T> = std::result::Result<T, event_pattern::EventError>;
}

event_pattern::event_pattern! {
    fn by_path(event: &event_pattern::Event<event_pattern::ecs::TaskStateChange>) -> bool { "source": ["aws.ecs"] }

    fn by_alias(json: &[u8]) -> answer::Result<bool> { "source": ["aws.ecs"] }

    fn r#match(json: &[u8]) -> answer::Result<bool> { "source": ["aws.ecs"] }
}

#[test]
fn the_rules_compile_and_match() {
    let _: fn(&event_pattern::Event<event_pattern::ecs::TaskStateChange>) -> bool = by_path;
    let answers: [Answer; 2] = [by_alias(b"{}"), r#match::matches_json(b"{}")];
    assert_eq!(answers, [Ok(false), Ok(false)]);
}
