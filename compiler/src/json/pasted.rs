//! Characters that editors, documents and web pages put in place of those that JSON has. Many of them are invisible or
//! look like the right ones, so messages name them.

/// A character that is not JSON, but was meant as one that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pasted {
    /// What the character is, for messages.
    pub name: &'static str,
    /// The character to write instead, or `None` if it is to be removed.
    pub ascii: Option<char>,
}

/// Returns what a character was meant as, or `None` if it is not one of those that get into JSON by mistake.
#[must_use]
pub fn pasted(character: char) -> Option<Pasted> {
    let (name, ascii) = match character {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‘' | '’' | '‚' | '‛' | '′' => {
            ("typographic quotation mark", Some('"'))
        }
        '\u{2010}'..='\u{2015}' | '\u{2212}' => ("typographic dash", Some('-')),
        '\u{a0}' | '\u{2007}' | '\u{202f}' => ("no-break space", Some(' ')),
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' | '\u{3000}' => ("space that is not ASCII", Some(' ')),
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => ("line separator", Some(' ')),
        '\u{feff}' => ("byte order mark", None),
        '\u{200b}'..='\u{200d}' | '\u{2060}' => ("zero-width character", None),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ("text direction mark", None),
        '\u{ad}' => ("soft hyphen", None),
        '、' => ("ideographic comma", Some(',')),
        '！'..='～' => ("full-width character", char::from_u32(u32::from(character) - FULL_WIDTH_OFFSET)),
        _ => return None,
    };
    Some(Pasted { name, ascii })
}

/// Difference between the code points of a full-width character and its ASCII counterpart.
const FULL_WIDTH_OFFSET: u32 = '！' as u32 - '!' as u32;

impl Pasted {
    /// Whether the character has no shape, so that a reader sees nothing or a space.
    #[must_use]
    pub fn is_space(self) -> bool {
        matches!(self.ascii, None | Some(' '))
    }

    /// Returns the message about the character, and the help.
    #[must_use]
    pub fn report(self, character: char) -> (String, String) {
        let code = u32::from(character);
        let shown = if self.is_space() { String::new() } else { format!(" `{character}`") };
        let help = match self.ascii {
            _ if character == '\u{feff}' => "save the file as UTF-8 without a byte order mark".to_owned(),
            None => "remove the character, which is invisible".to_owned(),
            Some('"') => "write `\"` on both sides".to_owned(),
            Some(' ') => "write a space; the two look the same".to_owned(),
            Some(ascii) => format!("write `{ascii}`"),
        };
        (format!("unexpected {}{shown} (U+{code:04X})", self.name), help)
    }
}

/// Returns the text with each pasted character replaced by the one that was meant.
pub(super) fn to_ascii(text: &str) -> String {
    text.chars().filter_map(|character| pasted(character).map_or(Some(character), |pasted| pasted.ascii)).collect()
}
