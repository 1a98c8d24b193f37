//! Indents compact JSON with two spaces per level.

const SPACES: &[u8] = b"  ";

/// Returns the same JSON text, indented.
pub(super) fn indented(compact: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(2 * compact.len());
    let (mut depth, mut in_string, mut is_escaped) = (0, false, false);
    for (index, &byte) in compact.iter().enumerate() {
        if in_string {
            text.push(byte);
            in_string = is_escaped || byte != b'"';
            is_escaped = !is_escaped && byte == b'\\';
            continue;
        }
        let is_empty = matches!(compact.get(index + 1), Some(b']' | b'}'));
        match byte {
            b'{' | b'[' => {
                depth += 1;
                text.push(byte);
                if !is_empty {
                    break_line(&mut text, depth);
                }
            }
            b'}' | b']' => {
                depth -= 1;
                if !matches!(compact[index - 1], b'{' | b'[') {
                    break_line(&mut text, depth);
                }
                text.push(byte);
            }
            b',' => {
                text.push(byte);
                break_line(&mut text, depth);
            }
            b':' => text.extend_from_slice(b": "),
            _ => {
                text.push(byte);
                in_string = byte == b'"';
            }
        }
    }
    text
}

fn break_line(text: &mut Vec<u8>, depth: usize) {
    text.push(b'\n');
    text.extend_from_slice(&SPACES.repeat(depth));
}
