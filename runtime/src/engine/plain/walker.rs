//! A walk over the parts of an event that are relevant to a program. It skips everything else.

use crate::engine::format::Program;
use crate::engine::state::{FieldContext, OpenContainer};
use crate::json::{Cursor, Decoded, EventError, RawString, Scalar};

/// A step of the walk.
#[derive(Debug)]
pub(crate) enum WalkStep<'j> {
    /// The start of an object at a node that has keys.
    ObjectStart { node: u16, origin: Origin },
    /// The end of the innermost object.
    ObjectEnd { node: u16, origin: Origin },
    /// The start of an array at a node that has keys, if the array is the value of a key.
    ArrayStart { node: u16 },
    /// A scalar at a node, with the offsets of its start and end.
    Field { node: u16, value: Scalar<'j>, start: usize, end: usize },
}

/// What makes a part of the event an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The object is the event or an array element.
    Element,
    /// The object is the value of a key.
    Value,
    /// The object is implied by a dotted key: the key `a.b` implies an object at `a` with the key `b`.
    Implied,
}

/// A walk over an event. The maximum height of the stack depends on the depth of the program's path tree, not on the
/// event.
pub(crate) struct Walker<'r, 'j> {
    program: &'r Program<'r>,
    cursor: Cursor<'j>,
    stack: &'r mut [u64],
    height: usize,
    /// Whether nothing has been read in the innermost container yet.
    is_first: bool,
    /// Number of open arrays around the current position.
    open_arrays: u64,
    /// The rest of a dotted key, after the path to the innermost object. `None` if the whole key has been followed.
    rest_of_key: Option<Decoded<'j>>,
    is_ambiguous: bool,
}

type Result<T> = core::result::Result<T, EventError>;

impl<'r, 'j> Walker<'r, 'j> {
    /// Starts a walk after the opening brace of the event.
    pub(crate) fn new(program: &'r Program<'r>, json: &'j [u8], stack: &'r mut [u64]) -> Result<Self> {
        let mut cursor = Cursor::new(json);
        cursor.open_event()?;
        let (open_arrays, rest_of_key) = (0, None);
        let mut walker =
            Self { program, cursor, stack, height: 0, is_first: true, open_arrays, rest_of_key, is_ambiguous: false };
        walker.push(OpenContainer::new(0, 0));
        Ok(walker)
    }

    /// Whether the walk has seen nested arrays at a node that has both leaves and keys. Only backtracking can decide
    /// which fields of such an event belong together.
    pub(crate) fn is_ambiguous(&self) -> bool {
        self.is_ambiguous
    }

    /// Returns the number of bytes that have been read.
    pub(crate) fn position(&self) -> usize {
        self.cursor.position()
    }

    /// Returns the context of the field that was read last.
    pub(crate) fn context(&self) -> FieldContext<'_, 'j> {
        FieldContext { open: &self.stack[..self.height], is_in_array: self.open_arrays > 0, rest: self.cursor.rest() }
    }

    /// Advances to the next relevant step. Must not be called after the end of the event.
    pub(crate) fn next(&mut self) -> Result<WalkStep<'j>> {
        loop {
            let open = OpenContainer(self.stack[self.height - 1]);
            let step = if open.arrays() > 0 {
                self.next_element(open)?
            } else if open.is_implied() {
                self.next_of_implied(open.node())?
            } else {
                self.next_member(open.node())?
            };
            if let Some(step) = step {
                return Ok(step);
            }
        }
    }

    fn push(&mut self, open: OpenContainer) {
        self.stack[self.height] = open.0;
        self.height += 1;
        self.is_first = true;
    }

    fn next_member(&mut self, node: u16) -> Result<Option<WalkStep<'j>>> {
        if self.cursor.take(b'}') {
            self.height -= 1;
            self.is_first = false;
            let is_value = self.stack[..self.height].last().is_some_and(|&outer| OpenContainer(outer).arrays() == 0);
            let origin = if is_value { Origin::Value } else { Origin::Element };
            return Ok(Some(WalkStep::ObjectEnd { node, origin }));
        }
        if !self.is_first {
            self.cursor.expect(b',')?;
        }
        self.is_first = false;
        let key = self.cursor.key()?;
        if let Some(child) = self.find_child(node, key) {
            return self.read_value(child, None);
        }
        let has_dot = match key.plain() {
            Some(plain) => plain.contains(&b'.'),
            None => key.decoded().any(|byte| byte == b'.'),
        };
        if has_dot && self.program.find_by_dots(node, key).is_some() {
            return self.follow_dotted_key(node, &key.decoded());
        }
        self.cursor.skip_value().map(|()| None)
    }

    /// Follows a dotted key from a node, up to the first dot.
    fn follow_dotted_key(&mut self, node: u16, key: &Decoded<'j>) -> Result<Option<WalkStep<'j>>> {
        match self.program.step_to_dot(node, key) {
            Some((child, None)) => self.read_value(child, None),
            Some((child, after)) => {
                self.rest_of_key = after;
                self.push(OpenContainer::implied(child));
                Ok(Some(WalkStep::ObjectStart { node: child, origin: Origin::Implied }))
            }
            // Unreachable: the tree has a path for the whole key.
            None => self.cursor.skip_value().map(|()| None),
        }
    }

    /// Advances in an implied object, which ends after its only field.
    fn next_of_implied(&mut self, node: u16) -> Result<Option<WalkStep<'j>>> {
        if let Some(rest) = self.rest_of_key.take() {
            return self.follow_dotted_key(node, &rest);
        }
        self.height -= 1;
        self.is_first = false;
        Ok(Some(WalkStep::ObjectEnd { node, origin: Origin::Implied }))
    }

    fn next_element(&mut self, open: OpenContainer) -> Result<Option<WalkStep<'j>>> {
        if self.cursor.take(b']') {
            self.open_arrays -= 1;
            self.height -= 1;
            if open.arrays() > 1 {
                self.push(OpenContainer::new(open.node(), open.arrays() - 1));
            }
            self.is_first = false;
            return Ok(None);
        }
        if !self.is_first {
            self.cursor.expect(b',')?;
        }
        self.is_first = false;
        self.read_value(open.node(), Some(open))
    }

    /// Reads a value at a node: the value of a key, or an array element. `None` if the walk has no step for the value.
    fn read_value(&mut self, node: u16, enclosing_array: Option<OpenContainer>) -> Result<Option<WalkStep<'j>>> {
        let has_keys = self.program.has_keys(node);
        match self.cursor.peek() {
            Some(b'{') if has_keys => {
                self.cursor.expect(b'{')?;
                self.push(OpenContainer::new(node, 0));
                let origin = if enclosing_array.is_none() { Origin::Value } else { Origin::Element };
                Ok(Some(WalkStep::ObjectStart { node, origin }))
            }
            Some(b'{') => self.cursor.skip_value().map(|()| None),
            Some(b'[') => {
                self.cursor.expect(b'[')?;
                self.open_arrays += 1;
                let Some(outer) = enclosing_array else {
                    self.push(OpenContainer::new(node, 1));
                    return Ok(has_keys.then_some(WalkStep::ArrayStart { node }));
                };
                self.height -= 1;
                self.push(OpenContainer::new(outer.node(), outer.arrays() + 1));
                // Scalars in the inner array may be in the same element of the outer array as relevant objects.
                self.is_ambiguous |= has_keys && self.program.node(node).leaves.length > 0;
                Ok(None)
            }
            _ => {
                let start = self.cursor.position();
                let value = self.cursor.scalar()?;
                Ok(Some(WalkStep::Field { node, value, start, end: self.cursor.position() }))
            }
        }
    }

    /// Returns the node that a key leads to. `None` if the key is not relevant.
    fn find_child(&self, node: u16, key: RawString<'j>) -> Option<u16> {
        let mut keys = self.program.keys_at(node).iter();
        keys.find(|candidate| key.equals(self.program.key(candidate))).map(|found| found.node)
    }
}
