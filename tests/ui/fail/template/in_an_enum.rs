#![deny(deprecated)]

use event_pattern::event_patterns;

event_patterns! {
    enum Alert {
        Stopped = "templates/one.yaml",
        InCluster = "templates/template.yaml#Notify.InCluster",
        #[event_pattern(allow(unknown_at_build))]
        InGroup = "templates/main.tf#in_group",
        Misspelled = "templates/main.tf#misspelled",
        Unknown = "templates/main.tf#ingroup",
    }
}

fn main() {
    let _ = Alert::ALL;
}
