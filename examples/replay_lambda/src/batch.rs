//! The batch of objects that the distributed map passes to the function.
//!
//! With an `ItemReader` for `s3:listObjectsV2`, an item has the fields `Etag`, `Key`, `LastModified`, `Size` and
//! `StorageClass`. With a manifest of S3 Inventory, the fields are the columns of the inventory, such as `Bucket`,
//! `Key` and `Size`, all of them strings. The [documentation of `ItemReader`] has examples. In the CSV files of an
//! inventory, the [keys are URL-encoded].
//!
//! [documentation of `ItemReader`]: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html
//! [keys are URL-encoded]: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html

use percent_encoding::percent_decode_str;
use serde::Deserialize;

/// A batch, as `ItemBatcher` makes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Batch {
    #[serde(default)]
    batch_input: BatchInput,
    items: Vec<Item>,
}

/// What is the same for all items.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct BatchInput {
    /// The bucket of items that do not name one.
    bucket: Option<String>,
    #[serde(default)]
    key_encoding: KeyEncoding,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum KeyEncoding {
    #[default]
    None,
    Url,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    bucket: Option<String>,
    key: String,
    size: Option<Size>,
    /// A column of inventories that list all versions.
    is_latest: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Size {
    Listed(u64),
    Inventory(String),
}

/// An object of the archive.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) bucket: String,
    pub(crate) key: String,
}

impl Object {
    /// Returns the URL, as the command writes it.
    pub(crate) fn url(&self) -> String {
        format!("s3://{}/{}", self.bucket, self.key)
    }
}

impl Batch {
    /// Returns the objects, except for empty ones: the objects that mark folders are empty.
    ///
    /// # Errors
    /// Returns an error for an item that does not identify the current version of an object.
    pub(crate) fn objects(&self) -> impl Iterator<Item = Result<Object, String>> {
        self.items.iter().filter(|item| !item.is_empty()).map(|item| item.object(&self.batch_input))
    }
}

impl Item {
    fn is_empty(&self) -> bool {
        match &self.size {
            Some(Size::Listed(bytes)) => *bytes == 0,
            Some(Size::Inventory(bytes)) => bytes == "0",
            None => false,
        }
    }

    fn object(&self, input: &BatchInput) -> Result<Object, String> {
        let written = &self.key;
        let bucket = self.bucket.as_ref().or(input.bucket.as_ref());
        let bucket =
            bucket.ok_or_else(|| format!("expected a `Bucket` for the key `{written}`, or in `BatchInput`"))?;
        if self.is_latest.as_ref().is_some_and(|text| text.eq_ignore_ascii_case("false")) {
            return Err(format!("expected an inventory of current versions, found an old version of `{written}`"));
        }
        let key = match input.key_encoding {
            KeyEncoding::None => written.clone(),
            KeyEncoding::Url => {
                let spaces = written.replace('+', " ");
                let decoded = percent_decode_str(&spaces).decode_utf8();
                decoded.map_err(|_| format!("expected a URL-encoded key, found `{written}`"))?.into_owned()
            }
        };
        Ok(Object { bucket: bucket.clone(), key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objects(batch: &str) -> Vec<Result<String, String>> {
        let batch: Batch = serde_json::from_str(batch).unwrap();
        batch.objects().map(|object| object.map(|object| object.url())).collect()
    }

    #[test]
    fn items_of_a_listing_use_the_bucket_of_the_batch_and_keys_as_they_are() {
        let batch = r#"{
            "BatchInput": { "Bucket": "events" },
            "Items": [
                { "Etag": "\"0\"", "Key": "2026/", "LastModified": 1668699881, "Size": 0, "StorageClass": "STANDARD" },
                { "Etag": "\"1\"", "Key": "2026/a+b%20.gz", "LastModified": 1668699881, "Size": 7 }
            ]
        }"#;
        assert_eq!(objects(batch), [Ok("s3://events/2026/a+b%20.gz".to_owned())]);
    }

    #[test]
    fn items_of_an_inventory_have_a_bucket_and_keys_that_are_decoded() {
        let batch = r#"{
            "BatchInput": { "KeyEncoding": "url" },
            "Items": [
                { "LastModifiedDate": "2026-11-16T00:29:32.000Z", "Bucket": "events", "Size": "0", "Key": "2026/" },
                { "Bucket": "events", "Size": "7", "Key": "a+b%2B%C3%BC%25.gz" },
                { "Bucket": "events", "Key": "%FF", "IsLatest": "true" },
                { "Bucket": "events", "Key": "old", "IsLatest": "false" }
            ]
        }"#;
        let expected = [
            Ok("s3://events/a b+ü%.gz".to_owned()),
            Err("expected a URL-encoded key, found `%FF`".to_owned()),
            Err("expected an inventory of current versions, found an old version of `old`".to_owned()),
        ];
        assert_eq!(objects(batch), expected);
    }

    #[test]
    fn a_batch_that_does_not_name_objects_is_an_error() {
        assert_eq!(
            objects(r#"{ "Items": [{ "Key": "a" }] }"#),
            [Err("expected a `Bucket` for the key `a`, or in `BatchInput`".to_owned())]
        );
        for (batch, expected) in [
            (r#"{ "Key": "a" }"#, "missing field `Items`"),
            (r#"{ "Items": [{ "Bucket": "events" }] }"#, "missing field `Key`"),
            (r#"{ "BatchInput": { "bucket": "events" }, "Items": [] }"#, "unknown field `bucket`"),
            (r#"{ "BatchInput": { "KeyEncoding": "utf8" }, "Items": [] }"#, "unknown variant `utf8`"),
        ] {
            let error = serde_json::from_str::<Batch>(batch).unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
