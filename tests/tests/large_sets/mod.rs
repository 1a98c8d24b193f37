//! Sets of many rules, and sets of rules that are hard to compare.

/// Returns sets of 1,000 patterns. The name of each set describes how its patterns differ.
pub(crate) fn large_sets() -> Vec<(&'static str, Vec<String>)> {
    let set = |pattern: &dyn Fn(usize) -> String| (0..1000).map(pattern).collect();
    let task = "\"source\":[\"aws.ecs\"],\"detail-type\":[\"ECS Task State Change\"]";
    vec![
        (
            "values",
            set(&|number| {
                format!(
                    "{{{task},\"detail\":{{\"clusterArn\":[\"arn:aws:ecs:eu-west-1:1:cluster/{number}\"],\"lastStatus\":[\"STOPPED\"],\"containers\":{{\"name\":[\"run-test\"],\"exitCode\":[{{\"anything-but\":[0]}}]}}}}}}"
                )
            }),
        ),
        (
            "prefixes",
            set(&|number| format!("{{{task},\"detail\":{{\"group\":[{{\"prefix\":\"service:s{number}-\"}}]}}}}")),
        ),
        ("suffixes", set(&|number| format!("{{{task},\"detail\":{{\"group\":[{{\"suffix\":\"-s{number}\"}}]}}}}"))),
        (
            "wildcards",
            set(&|number| format!("{{{task},\"detail\":{{\"group\":[{{\"wildcard\":\"*-s{number}-*\"}}]}}}}")),
        ),
        (
            "strings that ignore case",
            set(&|number| format!("{{{task},\"detail\":{{\"group\":[{{\"equals-ignore-case\":\"s{number}\"}}]}}}}")),
        ),
        ("ranges", set(&|number| format!("{{{task},\"detail\":{{\"version\":[{{\"numeric\":[\">\",{number}]}}]}}}}"))),
        (
            "exclusions",
            set(&|number| format!("{{{task},\"detail\":{{\"group\":[{{\"anything-but\":[\"s{number}\"]}}]}}}}")),
        ),
        ("duplicates", set(&|number| format!("{{{task},\"detail\":{{\"group\":[\"s{}\"]}}}}", number / 2))),
        (
            "branches",
            set(&|number| {
                format!(
                    "{{{task},\"detail\":{{\"$or\":[{{\"group\":[\"s{number}\"]}},{{\"startedBy\":[\"s{number}\"]}},{{\"cpu\":[\"{number}\"]}}]}}}}"
                )
            }),
        ),
        (
            "implied by all",
            set(&|number| match number {
                0 => format!("{{{task}}}"),
                _ => format!("{{{task},\"detail\":{{\"group\":[\"s{number}\"],\"lastStatus\":[\"STOPPED\"]}}}}"),
            }),
        ),
    ]
}

/// Returns sets of patterns that are hard to compare, each with a name: wildcards that match many strings, many
/// branches, and long lists.
pub(crate) fn hard_sets() -> Vec<(&'static str, Vec<String>)> {
    let set = |count: usize, pattern: &dyn Fn(usize) -> String| (0..count).map(pattern).collect();
    let word = |number: usize| format!("{}{:b}", ["ab", "ba", "aab", "abb"][number % 4], number).replace('1', "a");
    let branches = |number: usize, path: &str| {
        let branches: Vec<String> =
            (0..20).map(|branch| format!("{{\"{path}{}\":[{}]}}", branch % 5, (number + branch) % 40)).collect();
        format!("\"$or\":[{}]", branches.join(","))
    };
    vec![
        (
            "wildcards",
            set(1000, &|number| format!("{{\"a\":[{{\"wildcard\":\"*a*{}*b*{}\"}}]}}", word(number), word(number / 4))),
        ),
        (
            "excluded wildcards",
            set(1000, &|number| {
                format!(
                    "{{\"a\":[{{\"anything-but\":{{\"wildcard\":[\"*{}*b\",\"a*{}*\"]}}}}]}}",
                    word(number),
                    word(number / 4)
                )
            }),
        ),
        ("branches", set(300, &|number| format!("{{{}}}", branches(number, "a")))),
        (
            "two $or",
            set(40, &|number| {
                format!("{{\"c\":{{{}}},\"d\":{{{}}}}}", branches(number, "a"), branches(number * 3, "b"))
            }),
        ),
        (
            "long lists",
            set(200, &|number| {
                let values: Vec<String> = (0..500).map(|value| format!("\"v{}\"", value * (number % 9 + 1))).collect();
                format!("{{\"a\":[{},{{\"anything-but\":[\"v{number}\"]}}]}}", values.join(","))
            }),
        ),
    ]
}
