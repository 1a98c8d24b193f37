//! What the events of tasks and of container instances share.

use alloc::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::ecs::AttachmentStatus;
use crate::{List, Optional, borrow};

/// Something attached to a task or a container instance, such as a network interface.
///
/// Source: the shape `Attachment` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Attachment<'a> {
    /// More about it, as pairs of a name and a value. Empty when there is nothing to tell.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub details: Optional<List<AttachmentDetail<'a>>>,

    /// The identity of the attachment.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub id: Optional<Cow<'a, str>>,

    /// The status of the attachment.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    pub status: Optional<AttachmentStatus<'a>>,

    /// The kind of attachment, an open text: `eni`, `sdi`, `ElasticNetworkInterface` and others
    /// were seen. `type` in JSON.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(rename = "type", deserialize_with = "borrow::optional_text")]
    pub kind: Optional<Cow<'a, str>>,
}

/// A fact about an attachment.
///
/// Source: the shape `KeyValuePair` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct AttachmentDetail<'a> {
    /// The name of the fact. Network interfaces have `subnetId`, `networkInterfaceId`,
    /// `macAddress`, `privateDnsName` and `privateIPv4Address`.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub name: Optional<Cow<'a, str>>,

    /// The value of the fact.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub value: Optional<Cow<'a, str>>,
}

/// An attribute of a task or a container instance, such as `ecs.cpu-architecture`.
///
/// Source: the shape `Attribute` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Attribute<'a> {
    /// The name of the attribute.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub name: Optional<Cow<'a, str>>,

    /// What the attribute is attached to. Absent in the events seen so far.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub target_id: Optional<Cow<'a, str>>,

    /// The kind of the target; `container-instance` so far. Absent in the events seen so far.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub target_type: Optional<Cow<'a, str>>,

    /// The value of the attribute. Absent when the name says it all.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub value: Optional<Cow<'a, str>>,
}

/// A tag of a task.
///
/// Source: the shape `Tag` of the Amazon ECS API.
#[derive(Debug, Clone, PartialEq, Deserialize, Serialize)]
#[non_exhaustive]
pub struct Tag<'a> {
    /// The key of the tag.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub key: Optional<Cow<'a, str>>,

    /// The value of the tag.
    #[serde(borrow, default, skip_serializing_if = "Optional::is_absent")]
    #[serde(deserialize_with = "borrow::optional_text")]
    pub value: Optional<Cow<'a, str>>,
}
