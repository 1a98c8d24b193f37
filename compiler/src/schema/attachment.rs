//! Objects that task events and container instance events share.

use super::closed_set::ATTACHMENT_STATUS;
use super::{Kind, ObjectSchema, list, optional};

pub(super) static ATTACHMENT: ObjectSchema = ObjectSchema {
    rust_name: "Attachment",
    fields: &[
        optional("details", "details", list(&Kind::Object(&ATTACHMENT_DETAIL), "detail")),
        optional("id", "id", Kind::String),
        optional("status", "status", Kind::ClosedSet(&ATTACHMENT_STATUS)),
        optional("type", "kind", Kind::String),
    ],
};

pub(super) static ATTACHMENT_DETAIL: ObjectSchema = ObjectSchema {
    rust_name: "AttachmentDetail",
    fields: &[optional("name", "name", Kind::String), optional("value", "value", Kind::String)],
};

pub(super) static ATTRIBUTE: ObjectSchema = ObjectSchema {
    rust_name: "Attribute",
    fields: &[
        optional("name", "name", Kind::String),
        optional("targetId", "target_id", Kind::String),
        optional("targetType", "target_type", Kind::String),
        optional("value", "value", Kind::String),
    ],
};

pub(super) static TAG: ObjectSchema = ObjectSchema {
    rust_name: "Tag",
    fields: &[optional("key", "key", Kind::String), optional("value", "value", Kind::String)],
};
