//! Reads a schema in compact form.

use super::RECORD_START;
use super::line::Line;
use crate::limits::MAX_NESTING_LEVELS;
use crate::schema::{
    ClosedSet, ExtraName, Facts, Field, Form, Identity, IntegerSize, Kind, Lifecycle, LifecycleEvent, ObjectSchema,
    Others, Presence, Provenance, Schema, SentFor, SetValue, State, whole_event,
};
use crate::sorting::{SmallMap, sort_by};
use std::fmt;
use std::sync::Arc;

/// An error in a schema in compact form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// The number of the line, from 1.
    pub line: usize,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Error {}

/// Reads a schema in compact form.
///
/// # Errors
/// Returns an error if the text does not have the form that [`write`](super::write()) produces.
pub fn read(text: &str) -> Result<Schema, Error> {
    let mut lines = text.trim_end_matches('\n').split('\n').enumerate().map(|(index, line)| Line::new(index + 1, line));
    let (source, detail_type) = names(lines.next().unwrap_or_else(|| Line::new(1, "")))?;
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block) if line.is_indented() => block.inner.push(line),
            _ => blocks.push(Block::new(line)?),
        }
    }
    let mut reader = Reader::default();
    for block in blocks.iter().rev() {
        reader.define(block)?;
    }
    let mut schema = Head::default();
    for block in &blocks {
        schema.add(block, &reader)?;
    }
    schema.finished(source, detail_type)
}

/// Reads the source and the detail-type in the first line of a record.
pub(crate) fn header(record: &str) -> Result<(Option<String>, Option<String>), Error> {
    names(Line::new(1, record.split('\n').next().unwrap_or_default()))
}

fn names(mut line: Line<'_>) -> Result<(Option<String>, Option<String>), Error> {
    line.expect(&format!("{RECORD_START}event"))?;
    let source = name_or_star(&mut line, "the source of the event")?;
    let detail_type = name_or_star(&mut line, "the detail-type of the event")?;
    line.end()?;
    Ok((source, detail_type))
}

fn name_or_star(line: &mut Line<'_>, what: &str) -> Result<Option<String>, Error> {
    line.skip_blanks();
    if line.eat("*") { Ok(None) } else { Ok(Some(line.word(what)?.into_owned())) }
}

/// A line, and the lines that belong to it.
struct Block<'t> {
    keyword: String,
    /// The line after the keyword.
    line: Line<'t>,
    inner: Vec<Line<'t>>,
}

impl<'t> Block<'t> {
    fn new(mut line: Line<'t>) -> Result<Self, Error> {
        let keyword = line.word("a keyword, such as `object`")?.into_owned();
        Ok(Self { keyword, line, inner: Vec::new() })
    }
}

/// The definitions that were read so far. Later ones come first, because an object refers to later definitions.
#[derive(Default)]
struct Reader {
    objects: SmallMap<String, Arc<ObjectSchema>>,
    /// The levels of objects in each object, including itself.
    levels: SmallMap<String, usize>,
    sets: SmallMap<String, Arc<ClosedSet>>,
    forms: SmallMap<String, Arc<Form>>,
}

impl Reader {
    fn define(&mut self, block: &Block<'_>) -> Result<(), Error> {
        let mut line = block.line;
        let was_defined = match block.keyword.as_str() {
            "object" => {
                let object = self.object(&mut line, &block.inner)?;
                let levels = 1 + self.levels_inside(&object);
                if levels > MAX_NESTING_LEVELS {
                    return Err(block.line.error(format!("expected at most {MAX_NESTING_LEVELS} levels of objects")));
                }
                self.levels.insert(object.name.clone(), levels);
                self.objects.insert(object.name.clone(), Arc::new(object)).is_some()
            }
            "set" => {
                let set = set(&mut line, &block.inner)?;
                self.sets.insert(set.name.clone(), Arc::new(set)).is_some()
            }
            "form" => {
                let (name, form) = form(&mut line, &block.inner)?;
                self.forms.insert(name, Arc::new(form)).is_some()
            }
            _ => false,
        };
        if was_defined { Err(block.line.error(format!("this {} is defined twice", block.keyword))) } else { Ok(()) }
    }

    fn object(&self, line: &mut Line<'_>, inner: &[Line<'_>]) -> Result<ObjectSchema, Error> {
        let name = line.word("the name of the object")?.into_owned();
        let mut object = ObjectSchema { name, description: line.end()?, fields: Vec::new(), others: Others::None };
        for mut line in inner.iter().copied() {
            line.skip_blanks();
            if line.eat("..") {
                line.end()?;
                object.others = Others::Unknown;
            } else if line.eat("*") {
                object.others = Others::Values(Arc::new(self.field(String::new(), &mut line)?));
            } else {
                let name = line.word("the name of a field, `*` or `..`")?.into_owned();
                object.fields.push(self.field(name, &mut line)?);
            }
        }
        sort_by(&mut object.fields, &|field, other| field.name.cmp(&other.name));
        match object.fields.windows(2).find(|pair| pair[0].name == pair[1].name) {
            Some(pair) => Err(line.error(format!("object `{}` has two fields `{}`", object.name, pair[0].name))),
            None => Ok(object),
        }
    }

    /// Returns the levels of objects inside an object. They are limited, because schemas are traversed by recursion.
    fn levels_inside(&self, object: &ObjectSchema) -> usize {
        let inner = object.values_and_fields().filter_map(|field| field.kind.object());
        inner.filter_map(|inner| self.levels.get(&inner.name).copied()).max().unwrap_or_default()
    }

    /// Reads the rest of a field, after its name.
    fn field(&self, name: String, line: &mut Line<'_>) -> Result<Field, Error> {
        let presence = if line.eat("?") { Presence::Optional } else { Presence::Required };
        line.expect(":")?;
        line.skip_blanks();
        let kind = self.kind(line)?;
        let is_nullable = line.eat("?");
        line.skip_blanks();
        let form = if line.eat("~") { Some(self.form(line)?) } else { None };
        line.skip_blanks();
        let instead = if line.eat("instead ") { Some(line.word("what to use instead")?.into_owned()) } else { None };
        Ok(Field { name, description: line.end()?, presence, is_nullable, kind, form, instead })
    }

    fn kind(&self, line: &mut Line<'_>) -> Result<Kind, Error> {
        if !line.eat("[") {
            return self.element(line);
        }
        let element = self.element(line)?;
        line.expect("]")?;
        Ok(Kind::List(Arc::new(element)))
    }

    /// Reads a kind that is not a list.
    fn element(&self, line: &mut Line<'_>) -> Result<Kind, Error> {
        let mut kinds = vec![self.single_kind(line)?];
        while line.eat("|") {
            kinds.push(self.single_kind(line)?);
        }
        match kinds.iter().all(Kind::is_single_value) {
            _ if kinds.len() == 1 => Ok(kinds.swap_remove(0)),
            true => Ok(Kind::OneOf(kinds.into())),
            false => Err(line.error("`|` can only be between kinds of single values")),
        }
    }

    fn single_kind(&self, line: &mut Line<'_>) -> Result<Kind, Error> {
        if line.eat("{") {
            let object = Kind::Object(find(&self.objects, "object", line)?);
            line.expect("}")?;
            return Ok(object);
        }
        if line.eat("(") {
            let set = Kind::ClosedSet(find(&self.sets, "set", line)?);
            line.expect(")")?;
            return Ok(set);
        }
        match line.word("a kind, such as `string`, `{Object}`, `(Set)` or `[string]`")?.as_ref() {
            "any" => Ok(Kind::Any),
            "string" => Ok(Kind::String),
            "int32" => Ok(Kind::Integer(IntegerSize::Bits32)),
            "int64" => Ok(Kind::Integer(IntegerSize::Bits64)),
            "number" => Ok(Kind::Number),
            "boolean" => Ok(Kind::Boolean),
            other => Err(line.error(format!("`{other}` is not a kind; write objects as `{{{other}}}`"))),
        }
    }

    fn form(&self, line: &mut Line<'_>) -> Result<Arc<Form>, Error> {
        find(&self.forms, "form", line)
    }
}

/// Reads a name and finds what it refers to.
fn find<T>(definitions: &SmallMap<String, Arc<T>>, what: &str, line: &mut Line<'_>) -> Result<Arc<T>, Error> {
    let name = line.word(&format!("the name of the {what}"))?.into_owned();
    let found = definitions.get(&name).map(Arc::clone);
    found.ok_or_else(|| line.error(format!("the {what} `{name}` is not defined after this line")))
}

fn set(line: &mut Line<'_>, inner: &[Line<'_>]) -> Result<ClosedSet, Error> {
    let name = line.word("the name of the set")?.into_owned();
    line.skip_blanks();
    let is_complete = line.eat("complete");
    if !is_complete {
        line.expect("listed")?;
    }
    let description = line.end()?;
    let value = |mut line: Line<'_>| {
        let text = line.word("a value")?.into_owned();
        Ok(SetValue { text, description: line.end()? })
    };
    let values = inner.iter().copied().map(value).collect::<Result<_, Error>>()?;
    Ok(ClosedSet { name, description, values, is_complete })
}

fn form(line: &mut Line<'_>, inner: &[Line<'_>]) -> Result<(String, Form), Error> {
    let name = line.word("the name of the form")?.into_owned();
    let noun = line.word("what the form is called")?.into_owned();
    let example = line.word("an example of the form")?.into_owned();
    line.end()?;
    let mut form = Form { noun, example, templates: Vec::new(), known_parts: Vec::new() };
    for mut line in inner.iter().copied() {
        match line.word("`templates` or `known-parts`")?.as_ref() {
            "templates" => form.templates = line.words("a template")?,
            "known-parts" => form.known_parts = line.words("a wildcard")?,
            other => return Err(line.error(format!("expected `templates` or `known-parts`, found `{other}`"))),
        }
    }
    Ok((name, form))
}

/// Everything that is not a definition.
#[derive(Default)]
struct Head {
    title: Option<(String, String)>,
    provenance: Option<Provenance>,
    resources: Option<Arc<Form>>,
    detail: Option<Field>,
    facts: Facts,
}

impl Head {
    fn add(&mut self, block: &Block<'_>, reader: &Reader) -> Result<(), Error> {
        let mut line = block.line;
        if let Some(inner) = block.inner.first() {
            if !matches!(block.keyword.as_str(), "object" | "set" | "form" | "lifecycle") {
                return Err(inner.error(format!("expected no lines inside `{}`", block.keyword)));
            }
        }
        match block.keyword.as_str() {
            "title" => {
                let title = line.word("the title of the event")?.into_owned();
                self.title = Some((title, line.end()?));
                return Ok(());
            }
            "provenance" => self.provenance = Some(one_of(&mut line, Provenance::ALL, Provenance::word)?),
            "resources" => self.resources = Some(reader.form(&mut line)?),
            "detail" => {
                self.detail = Some(reader.field("detail".to_owned(), &mut line)?);
                return Ok(());
            }
            "service" => self.facts.service = Some(line.word("the name of the service")?.into_owned()),
            "extra-name" => self.facts.extra_names.push(ExtraName {
                object: line.word("the name of an object")?.into_owned(),
                name: line.word("an expected name")?.into_owned(),
                help: line.word("what to write instead")?.into_owned(),
            }),
            "identity" => self.facts.identities.push(Identity {
                array: line.word("the path of an array")?.into_owned(),
                noun: line.word("what an element is")?.into_owned(),
                verdict: line.word("the field with the verdict")?.into_owned(),
                verdict_noun: line.word("what the verdict is")?.into_owned(),
                bystander: line.word("a bystander")?.into_owned(),
                identified_by: line.words("the name of a field")?,
            }),
            "lifecycle" => {
                self.facts.lifecycle = Some(Arc::new(lifecycle(line, &block.inner)?));
                return Ok(());
            }
            "object" | "set" | "form" => return Ok(()),
            other => return Err(line.error(format!("`{other}` is not a keyword"))),
        }
        line.end().map(|_| ())
    }

    fn finished(self, source: Option<String>, detail_type: Option<String>) -> Result<Schema, Error> {
        let missing = |what: &str| Error { line: 1, message: format!("this event has no `{what}`") };
        let (title, description) = self.title.ok_or_else(|| missing("title"))?;
        let provenance = self.provenance.ok_or_else(|| missing("provenance"))?;
        let detail = self.detail.ok_or_else(|| missing("detail"))?;
        let root = Arc::new(whole_event(detail, self.resources));
        Ok(Schema { source, detail_type, title, description, provenance, root, facts: self.facts })
    }
}

/// Reads the word for one of three values.
fn one_of<T: Copy>(line: &mut Line<'_>, values: [T; 3], word: fn(T) -> &'static str) -> Result<T, Error> {
    let [first, second, third] = values.map(word);
    let expected = format!("`{first}`, `{second}` or `{third}`");
    let found = line.word(&expected)?;
    let value = values.into_iter().find(|value| word(*value) == found);
    value.ok_or_else(|| line.error(format!("expected {expected}, found `{found}`")))
}

fn lifecycle(mut line: Line<'_>, inner: &[Line<'_>]) -> Result<Lifecycle, Error> {
    let mut lifecycle = Lifecycle {
        subject: line.word("what the events are about")?.into_owned(),
        state_field: line.word("the field with the state")?.into_owned(),
        end: line.word("what the end is called")?.into_owned(),
        notice: line.word("what the notice is called")?.into_owned(),
        cause_fields: line.words("the name of a field")?,
        before: State::default(),
        events: Vec::new(),
    };
    for mut line in inner.iter().copied() {
        let keyword = line.word("a keyword, such as `event`")?;
        let state = lifecycle.events.last_mut().map_or(&mut lifecycle.before, |event| &mut event.event);
        match keyword.as_ref() {
            "before" => {}
            "event" => {
                let state = line.word("the state")?.into_owned();
                let sent_for = one_of(&mut line, SentFor::ALL, SentFor::word)?;
                lifecycle.events.push(LifecycleEvent { state, sent_for, event: State::default() });
            }
            "values" => {
                let field = line.word("the name of a field")?.into_owned();
                state.values.push((field, line.words("a value")?));
            }
            "present" => state.present.extend(line.words("the name of a field")?),
            "absent" => state.absent.extend(line.words("the name of a field")?),
            other => return Err(line.error(format!("`{other}` is not a keyword of a lifecycle"))),
        }
        line.end()?;
    }
    Ok(lifecycle)
}
