//! What the events of tasks and of container instances share.

use alloc::borrow::Cow;

use crate::ecs::AttachmentStatus;
use crate::record::record;
use crate::{List, Optional};

record! {
    /// Something attached to a task or a container instance, such as a network interface.
    ///
    /// Source: the shape `Attachment` of the Amazon ECS API.
    pub struct Attachment<'a> {
        /// More about it, as pairs of a name and a value. Empty if there is nothing more.
        pub details: Optional<List<AttachmentDetail<'a>>> = "details",

        /// The identity of the attachment.
        pub id: Optional<Cow<'a, str>> = "id",

        /// The status of the attachment.
        pub status: Optional<AttachmentStatus<'a>> = "status",

        /// The kind of attachment, an open text: `eni`, `sdi`, `ElasticNetworkInterface` and others
        /// were seen. `type` in JSON.
        pub kind: Optional<Cow<'a, str>> = "type",
    }
}

record! {
    /// A fact about an attachment.
    ///
    /// Source: the shape `KeyValuePair` of the Amazon ECS API.
    pub struct AttachmentDetail<'a> {
        /// The name of the fact. Network interfaces have `subnetId`, `networkInterfaceId`,
        /// `macAddress`, `privateDnsName` and `privateIPv4Address`.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The value of the fact.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// An attribute of a task or a container instance, such as `ecs.cpu-architecture`.
    ///
    /// Source: the shape `Attribute` of the Amazon ECS API.
    pub struct Attribute<'a> {
        /// The name of the attribute.
        pub name: Optional<Cow<'a, str>> = "name",

        /// What the attribute is attached to. Absent in the events seen so far.
        pub target_id: Optional<Cow<'a, str>> = "targetId",

        /// The kind of the target; `container-instance` so far. Absent in the events seen so far.
        pub target_type: Optional<Cow<'a, str>> = "targetType",

        /// The value of the attribute. Absent when the name says it all.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// A tag of a task.
    ///
    /// Source: the shape `Tag` of the Amazon ECS API.
    pub struct Tag<'a> {
        /// The key of the tag.
        pub key: Optional<Cow<'a, str>> = "key",

        /// The value of the tag.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}
