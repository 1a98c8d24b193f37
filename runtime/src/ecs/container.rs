//! Methods of containers.

use crate::ecs::Container;
use alloc::borrow::Cow;

impl<'a> Container<'a> {
    /// Creates a container with this name. All other fields have their default values.
    ///
    /// ```
    /// use event_pattern::{List, ecs::Container};
    ///
    /// let mut containers = List::from([Container::named("run-test"), Container::named("sidecar")]);
    /// containers[0].exit_code = 137.into();
    /// assert!(containers.named("run-test").any(Container::failed));
    /// ```
    #[must_use]
    pub fn named(name: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Returns `true` if the container has an exit code other than 0.
    ///
    /// Returns `false` if the container has no exit code, for example because it is still running or never ran.
    ///
    /// ```
    /// use event_pattern::ecs::Container;
    ///
    /// let mut container = Container::named("run-test");
    /// assert!(!container.failed());
    /// container.exit_code = 137.into();
    /// assert!(container.failed());
    /// ```
    #[inline]
    #[must_use]
    pub fn failed(&self) -> bool {
        self.exit_code.is_some_and(|code| *code != 0)
    }
}
