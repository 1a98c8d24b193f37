//! Attachments, attributes and tags in task events and container instance events.

use alloc::borrow::Cow;

use crate::__private::record;
use crate::ecs::AttachmentStatus;
use crate::{List, Optional};

record! {
    /// An attachment of a task or a container instance, such as a network interface.
    ///
    /// Source: the `Attachment` data type in the Amazon ECS API.
    pub struct Attachment<'a> {
        /// The details of the attachment as name-value pairs. Empty if the attachment has no details.
        pub details: Optional<List<AttachmentDetail<'a>>> = "details",

        /// The ID of the attachment.
        pub id: Optional<Cow<'a, str>> = "id",

        /// The status of the attachment.
        pub status: Optional<AttachmentStatus<'a>> = "status",

        /// The type of the attachment, such as `eni`, `sdi` or `ElasticNetworkInterface`. AWS does not list all
        /// possible values. The JSON key is `type`.
        pub kind: Optional<Cow<'a, str>> = "type",
    }
}

record! {
    /// A detail of an attachment: a name-value pair.
    ///
    /// Source: the `KeyValuePair` data type in the Amazon ECS API.
    pub struct AttachmentDetail<'a> {
        /// The name of the detail. The details of a network interface are named `subnetId`, `networkInterfaceId`,
        /// `macAddress`, `privateDnsName` and `privateIPv4Address`.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The value of the detail.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// An attribute of a task or a container instance, such as `ecs.cpu-architecture`.
    ///
    /// Source: the `Attribute` data type in the Amazon ECS API.
    pub struct Attribute<'a> {
        /// The name of the attribute.
        pub name: Optional<Cow<'a, str>> = "name",

        /// The ID of the target that the attribute is attached to. Absent in all known events.
        pub target_id: Optional<Cow<'a, str>> = "targetId",

        /// The type of the target, currently always `container-instance`. Absent in all known events.
        pub target_type: Optional<Cow<'a, str>> = "targetType",

        /// The value of the attribute. Absent if the attribute has only a name.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}

record! {
    /// A tag of a task.
    ///
    /// Source: the `Tag` data type in the Amazon ECS API.
    pub struct Tag<'a> {
        /// The key of the tag.
        pub key: Optional<Cow<'a, str>> = "key",

        /// The value of the tag.
        pub value: Optional<Cow<'a, str>> = "value",
    }
}
