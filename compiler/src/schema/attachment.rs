//! What the events of tasks and of container instances share.

use super::closed_set::ATTACHMENT_STATUS;
use super::{Kind, Object, list, optional};

pub(super) static ATTACHMENT: Object = Object {
    rust_name: "Attachment",
    fields: &[
        optional("details", "details", list(&Kind::Object(&ATTACHMENT_DETAIL), "detail")),
        optional("id", "id", Kind::Text),
        optional("status", "status", Kind::ClosedSet(&ATTACHMENT_STATUS)),
        optional("type", "kind", Kind::Text),
    ],
};

pub(super) static ATTACHMENT_DETAIL: Object = Object {
    rust_name: "AttachmentDetail",
    fields: &[optional("name", "name", Kind::Text), optional("value", "value", Kind::Text)],
};

pub(super) static ATTRIBUTE: Object = Object {
    rust_name: "Attribute",
    fields: &[
        optional("name", "name", Kind::Text),
        optional("targetId", "target_id", Kind::Text),
        optional("targetType", "target_type", Kind::Text),
        optional("value", "value", Kind::Text),
    ],
};

pub(super) static TAG: Object =
    Object { rust_name: "Tag", fields: &[optional("key", "key", Kind::Text), optional("value", "value", Kind::Text)] };
