use super::{Input, StringLiteral, Type, is_name};
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};

fn input(source: &str) -> Input {
    Input::new(source.parse().unwrap())
}

fn whole_type(source: &str) -> Type {
    Type::read(&mut input(source), &|_| false).unwrap()
}

#[test]
fn the_last_segment_of_a_path_has_a_name_and_types() {
    for (source, expected) in [
        ("Event<TaskStateChange>", Some("Event TaskStateChange")),
        ("::a::b::Event<'static, a::Task<'_>>", Some("Event a::Task<'_>")),
        ("Event<A<B, C>, { 1 }, 2, fn() -> D,>", Some("Event A<B,C> fn()->D")),
        ("<A as B<C>>::Output", Some("Output")),
        ("bool", Some("bool")),
        ("r#Event", Some("r#Event")),
        ("dyn A", None),
        ("impl A", None),
        ("fn(A) -> B", None),
        ("(A, B)", None),
        ("[u8]", None),
        ("&A", None),
        ("_", None),
    ] {
        let last = whole_type(source).last_segment().map(|last| {
            let types = last.types.iter().map(|of| of.to_token_stream().to_string().replace(' ', ""));
            std::iter::once(last.name.to_string()).chain(types).collect::<Vec<_>>().join(" ")
        });
        assert_eq!(last.as_deref(), expected, "{source}");
    }
}

#[test]
fn references_and_slices_have_inner_types() {
    for source in ["&[u8]", "&'a [u8]", "&mut [u8]", "&'a mut [u8]"] {
        let element = whole_type(source).referent().and_then(|slice| slice.slice_element());
        assert_eq!(element.and_then(|element| element.last_segment_name()).unwrap(), "u8", "{source}");
    }
    assert!(whole_type("u8").referent().is_none());
    assert!(whole_type("&[u8; 2]").referent().unwrap().slice_element().unwrap().last_segment_name().is_none());
}

#[test]
fn string_literals_are_unescaped_as_in_rust() {
    for (source, expected) in [
        (r#""a/b.json""#, Some("a/b.json")),
        (r#""\"\\\n\t\r\0\x41\u{1F_600}""#, Some("\"\\\n\t\r\0A\u{1F600}")),
        ("\"a\\\n   b\"", Some("ab")),
        ("r#\"a\\n\"b\"#", Some("a\\n\"b")),
        ("b\"a\"", None),
        ("'a'", None),
        ("1", None),
        ("\"a\"suffix", None),
    ] {
        let text = StringLiteral::read(&mut input(source), "");
        assert_eq!(text.ok().map(|text| text.value).as_deref(), expected, "{source}");
    }
}

#[test]
fn keywords_and_several_words_are_not_names() {
    for (text, expected) in [("JobFailed", true), ("r#type", true), ("_a", true), ("a b", false), ("type", false)] {
        assert_eq!(is_name(text), expected, "{text}");
    }
    for text in ["_", "", "1a", "a-b", "Self"] {
        assert!(!is_name(text), "{text}");
    }
}

#[test]
fn the_value_of_a_macro_variable_is_read_like_other_tokens() {
    let invisible = |tokens: TokenStream| TokenTree::Group(Group::new(Delimiter::None, tokens));
    let (visibility, of) = (invisible(quote!(pub(crate))), invisible(quote!(&Event<Task>)));
    let mut input = Input::new(quote!(#visibility #of));
    assert_eq!(input.visibility().to_string(), "pub (crate)");
    let of = Type::read(&mut input, &|_| false).unwrap();
    assert_eq!(of.referent().and_then(|event| event.last_segment_name()).unwrap(), "Event");
}

#[test]
fn visibility_does_not_take_a_tuple() {
    let mut input = input("pub (A, B)");
    assert_eq!(input.visibility().to_string(), "pub");
    assert!(input.is_group(Delimiter::Parenthesis));
}

#[test]
fn generics_end_with_their_own_bracket() {
    let mut input = input("<F: Fn() -> Vec<A>> (event)");
    assert_eq!(input.generics().to_string().replace(' ', ""), "<F:Fn()->Vec<A>>");
    assert!(input.is_group(Delimiter::Parenthesis));
}
