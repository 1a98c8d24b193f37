//! The functions of SQL.

mod arguments;
mod explain;
mod matches;
mod rules;

use crate::column::{event_type, text_type};
use crate::compiled::{Cache, Compile as _, Findings};
use arguments::Arguments;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::{Result, ScalarValue, plan_datafusion_err, plan_err};
use datafusion::logical_expr::{
    ColumnarValue, Documentation, DocumentationBuilder, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDFImpl, Signature,
    Volatility, scalar_doc_sections::DOC_SECTION_OTHER,
};
use event_pattern::{Pattern, RuleSet};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, LazyLock, OnceLock};

/// What the functions of a session have in common.
#[derive(Default)]
pub(crate) struct Shared {
    pub(crate) patterns: Cache<Pattern>,
    pub(crate) sets: Cache<RuleSet>,
    /// The rules of `event_rules(event)`.
    pub(crate) rules: Option<Arc<RuleSet>>,
    /// What the macro reports for these rules. They are checked when a query uses them for the first time.
    findings: OnceLock<Option<Findings>>,
}

/// Which of the functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Matches,
    Rules,
    Explain,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Matches, Self::Rules, Self::Explain];

    const fn name(self) -> &'static str {
        match self {
            Self::Matches => "event_matches",
            Self::Rules => "event_rules",
            Self::Explain => "event_explain",
        }
    }

    /// Names of the arguments, and how many of them are required.
    const fn arguments(self) -> (&'static [&'static str], usize) {
        match self {
            Self::Matches | Self::Explain => (&["event", "pattern"], 2),
            Self::Rules => (&["event", "rules"], 1),
        }
    }
}

/// A function on events.
#[derive(Clone)]
pub(crate) struct EventFunction {
    pub(crate) kind: Kind,
    pub(crate) shared: Arc<Shared>,
    signature: Signature,
    /// Whether the optimizer rule has seen this call.
    prepared: bool,
}

impl EventFunction {
    pub(crate) fn new(kind: Kind, shared: Arc<Shared>) -> Self {
        Self { kind, shared, signature: Signature::user_defined(Volatility::Immutable), prepared: false }
    }

    pub(crate) fn is_prepared(&self) -> bool {
        self.prepared
    }

    /// Returns the function for a call that the optimizer rule has seen.
    pub(crate) fn prepare(&self) -> Self {
        Self { prepared: true, ..self.clone() }
    }

    /// Compiles a constant argument.
    fn compile(&self, constant: &str) -> Result<()> {
        match self.kind {
            Kind::Matches | Kind::Explain => self.shared.patterns.get(constant).map(drop),
            Kind::Rules => self.shared.sets.get(constant).map(drop),
        }
    }

    /// Returns what the macro reports for a constant argument or, without one, for the registered rules.
    pub(crate) fn findings(&self, constant: Option<&str>) -> Result<Option<Findings>> {
        let Shared { patterns, sets, rules, findings } = &*self.shared;
        Ok(match (self.kind, constant) {
            (Kind::Matches | Kind::Explain, Some(text)) => patterns.get(text)?.findings(),
            (Kind::Rules, Some(text)) => sets.get(text)?.findings(),
            (Kind::Rules, None) => findings.get_or_init(|| rules.as_ref()?.findings()).clone(),
            (Kind::Matches | Kind::Explain, None) => None,
        })
    }
}

impl fmt::Debug for EventFunction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.kind.name())
    }
}

/// Functions are equal if they give the same results.
impl PartialEq for EventFunction {
    fn eq(&self, other: &Self) -> bool {
        let set = |function: &Self| function.shared.rules.as_ref().map(Arc::as_ptr);
        (self.kind, self.prepared, set(self)) == (other.kind, other.prepared, set(other))
    }
}

impl Eq for EventFunction {}

impl Hash for EventFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.kind, self.prepared).hash(state);
    }
}

impl ScalarUDFImpl for EventFunction {
    fn name(&self) -> &str {
        self.kind.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.kind {
            Kind::Matches => DataType::Boolean,
            Kind::Rules => rules::list_type(),
            Kind::Explain => DataType::Utf8,
        })
    }

    /// Reports an invalid pattern when the query is planned.
    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<Arc<Field>> {
        match (self.kind, args.scalar_arguments.get(1)) {
            (_, Some(Some(constant))) => {
                if let Some(Some(text)) = constant.try_as_str() {
                    self.compile(text)?;
                }
            }
            (Kind::Rules, None) if self.shared.rules.is_none() => return rules::not_registered(),
            _ => {}
        }
        let types: Vec<_> = args.arg_fields.iter().map(|field| field.data_type().clone()).collect();
        Ok(Arc::new(Field::new(self.name(), self.return_type(&types)?, true)))
    }

    fn coerce_types(&self, types: &[DataType]) -> Result<Vec<DataType>> {
        let (name, (arguments, required)) = (self.name(), self.kind.arguments());
        if !(required..=arguments.len()).contains(&types.len()) {
            let expected = arguments.join(", ");
            return plan_err!("{name}: expected the arguments ({expected}), found {} arguments", types.len());
        }
        let coerced = types.iter().zip(arguments).map(|(found, argument)| match *argument {
            "event" => event_type(found).ok_or_else(|| {
                plan_datafusion_err!(
                    "{name}: expected the JSON text of an event, as text or bytes, found {found}\n  = help: read the \
                     events as one column of text, not as columns for their fields"
                )
            }),
            argument => text_type(found)
                .ok_or_else(|| plan_datafusion_err!("{name}: expected the JSON text of the {argument}, found {found}")),
        });
        coerced.collect()
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let arguments = Arguments::new(self.kind.name(), &args)?;
        let array = match self.kind {
            Kind::Matches => matches::invoke(&arguments, &self.shared.patterns)?,
            Kind::Rules => rules::invoke(&arguments, &self.shared)?,
            Kind::Explain => explain::invoke(&arguments, &self.shared.patterns)?,
        };
        if arguments.are_constant {
            return Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&array, 0)?));
        }
        Ok(ColumnarValue::Array(array))
    }

    fn documentation(&self) -> Option<&Documentation> {
        static DOCUMENTATION: LazyLock<[Documentation; 3]> = LazyLock::new(|| {
            let event = ("event", "The JSON text of an event, as text or bytes.");
            let pattern = ("pattern", "The JSON text of an event pattern.");
            let build = |description: &str, example: &str, arguments: [(&str, &str); 2]| {
                let builder = DocumentationBuilder::new_with_details(DOC_SECTION_OTHER, description, example);
                let [first, second] = arguments;
                builder.with_argument(first.0, first.1).with_argument(second.0, second.1).build()
            };
            [
                build("Whether an event pattern matches an event.", "event_matches(event, pattern)", [event, pattern]),
                build(
                    "The names of the rules that match an event, in the order of the rules.",
                    "event_rules(event[, rules])",
                    [event, ("rules", "A JSON object of names and patterns. Without it, the registered rules.")],
                ),
                build(
                    "Why an event pattern matches an event, or why it does not.",
                    "event_explain(event, pattern)",
                    [event, pattern],
                ),
            ]
        });
        Some(&DOCUMENTATION[self.kind as usize])
    }
}
