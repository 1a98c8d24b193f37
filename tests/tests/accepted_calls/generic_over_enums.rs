//! A function can be generic over enums with any number of rules. No signature contains the number of words of a set.

use event_pattern::{MatchSet, RuleEnum, event_patterns};

event_patterns! {
    enum Few {
        Failed { "detail": { "state": ["FAILED"] } }
    }

    enum Many {
        R00 { "a": [0] } R01 { "a": [1] } R02 { "a": [2] } R03 { "a": [3] } R04 { "a": [4] } R05 { "a": [5] } R06 { "a": [6] }
        R07 { "a": [7] } R08 { "a": [8] } R09 { "a": [9] } R10 { "a": [10] } R11 { "a": [11] } R12 { "a": [12] } R13 { "a": [13] }
        R14 { "a": [14] } R15 { "a": [15] } R16 { "a": [16] } R17 { "a": [17] } R18 { "a": [18] } R19 { "a": [19] }
        R20 { "a": [20] } R21 { "a": [21] } R22 { "a": [22] } R23 { "a": [23] } R24 { "a": [24] } R25 { "a": [25] }
        R26 { "a": [26] } R27 { "a": [27] } R28 { "a": [28] } R29 { "a": [29] } R30 { "a": [30] } R31 { "a": [31] }
        R32 { "a": [32] } R33 { "a": [33] } R34 { "a": [34] } R35 { "a": [35] } R36 { "a": [36] } R37 { "a": [37] }
        R38 { "a": [38] } R39 { "a": [39] } R40 { "a": [40] } R41 { "a": [41] } R42 { "a": [42] } R43 { "a": [43] }
        R44 { "a": [44] } R45 { "a": [45] } R46 { "a": [46] } R47 { "a": [47] } R48 { "a": [48] } R49 { "a": [49] }
        R50 { "a": [50] } R51 { "a": [51] } R52 { "a": [52] } R53 { "a": [53] } R54 { "a": [54] } R55 { "a": [55] }
        R56 { "a": [56] } R57 { "a": [57] } R58 { "a": [58] } R59 { "a": [59] } R60 { "a": [60] } R61 { "a": [61] }
        R62 { "a": [62] } R63 { "a": [63] } R64 { "a": [64] }
    }
}

struct Seen<R: RuleEnum>(MatchSet<R>);

fn names<R: RuleEnum>(matched: MatchSet<R>) -> Vec<&'static str> {
    matched.iter().map(R::name).collect()
}

fn all() -> MatchSet<Many> {
    ManySet::all()
}

#[test]
fn the_rules_compile_and_match() {
    let few: MatchSet<Few> = Few::matching_json(br#"{"detail":{"state":"FAILED"}}"#).unwrap();
    assert_eq!(names(few), ["Failed"]);
    let seen = Seen(Many::matching_json(br#"{"a":[64,7]}"#).unwrap());
    assert_eq!(names(seen.0), ["R07", "R64"]);
    assert_eq!(all().len(), 65);
}
