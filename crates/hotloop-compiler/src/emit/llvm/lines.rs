//! Of which places in the source the instructions of machine code are.
//!
//! example: `%t1 = fadd double %x, %y ;@57` becomes `%t1 = fadd double %x, %y, !dbg !100009` for [`with_places`], whose
//! assembly has `.loc 1 57 0` before that instruction; [`of_assembly`] takes those lines out again and says 57.
//!
//! LLVM keeps lines, not places: the places are given to it as lines. Only what is shown to somebody goes this way.

use std::fmt::Write;

/// Behind a line of LLVM IR, which takes it for a comment: the byte of the source that it comes from.
pub const MARK: &str = " ;@";

/// Numbers of metadata that nothing else has.
const UNIT: usize = 100_000;

/// The text as it is without marks.
pub fn without_marks(text: &str) -> String {
    text.lines().flat_map(|line| [split(line).0, "\n"]).collect()
}

/// The text with debug locations in place of marks.
pub fn with_places(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3 / 2);
    let (flags, file, types, none) = (UNIT + 1, UNIT + 2, UNIT + 3, UNIT + 4);
    let mut made = format!(
        "!llvm.dbg.cu = !{{!{UNIT}}}\n!llvm.module.flags = !{{!{flags}}}\n\
         !{UNIT} = distinct !DICompileUnit(language: DW_LANG_C99, file: !{file}, emissionKind: LineTablesOnly)\n\
         !{flags} = !{{i32 2, !\"Debug Info Version\", i32 3}}\n\
         !{file} = !DIFile(filename: \"source\", directory: \"\")\n\
         !{types} = !DISubroutineType(types: !{none})\n!{none} = !{{}}\n"
    );
    let mut next = none + 1;
    let mut scope = None;
    for line in text.lines() {
        let (code, place) = split(line);
        out.push_str(code.strip_suffix(" {").filter(|_| code.starts_with("define ")).unwrap_or(code));
        if code.starts_with("define ") {
            let name = next;
            writeln!(
                made,
                "!{name} = distinct !DISubprogram(name: \"f{name}\", scope: !{file}, file: !{file}, type: !{types}, \
                 spFlags: DISPFlagDefinition, unit: !{UNIT})"
            )
            .expect("a String");
            next += 1;
            scope = Some(name);
            write!(out, " !dbg !{name} {{").expect("a String");
        } else if code == "}" {
            scope = None;
        } else if let Some(scope) = scope {
            // A call must have one, wherever it comes from.
            let must = code.contains(" call ") || code.contains("  tail call ");
            if let Some(place) = place.or(must.then_some(0)) {
                writeln!(made, "!{next} = !DILocation(line: {place}, scope: !{scope})").expect("a String");
                write!(out, ", !dbg !{next}").expect("a String");
                next += 1;
            }
        }
        out.push('\n');
    }
    out + &made
}

/// Assembly of such a text as it is without debug locations, and for each line of it the place that it comes from.
pub fn of_assembly(text: &str) -> (String, Vec<Option<u32>>) {
    let (mut out, mut places) = (String::with_capacity(text.len()), vec![]);
    let (mut place, mut is_skipped) = (None, false);
    for line in text.lines() {
        let words = line.trim_start();
        if words.starts_with(".section") || words.starts_with(".text") {
            is_skipped = words.contains(".debug_");
        }
        if words.starts_with(".loc\t") || words.starts_with(".loc ") {
            place = words.split_whitespace().nth(2).and_then(|one| one.parse().ok()).filter(|&one: &u32| one > 0);
            continue;
        }
        let label = words.strip_suffix(':').unwrap_or_default();
        let is_of_lines = [".Ltmp", ".Lfunc_begin"].into_iter().any(|begin| label.starts_with(begin))
            || (words.starts_with(".file")
                && words.split_whitespace().nth(1).is_some_and(|one| one.parse::<u32>().is_ok()));
        if is_skipped || is_of_lines || words.starts_with(".cfi_") {
            continue;
        }
        let is_instruction = line.starts_with('\t') && !words.starts_with(['.', '#']);
        if !label.is_empty() && !label.starts_with(".L") {
            place = None;
        }
        out.push_str(line);
        out.push('\n');
        places.push(place.filter(|_| is_instruction));
    }
    (out, places)
}

fn split(line: &str) -> (&str, Option<u32>) {
    match line.rsplit_once(MARK) {
        Some((code, place)) => (code, place.parse().ok()),
        None => (line, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "define i64 @f(i64 %x) #0 {\n  %t1 = add i64 %x, 1 ;@7\n  %t2 = call i64 @g(i64 %t1)\n  ret i64 %t2 ;@9\n}\n";

    #[test]
    fn marks_become_locations() {
        let text = with_places(TEXT);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], "define i64 @f(i64 %x) #0 !dbg !100005 {");
        assert_eq!(lines[1], "  %t1 = add i64 %x, 1, !dbg !100006");
        assert_eq!(lines[2], "  %t2 = call i64 @g(i64 %t1), !dbg !100007");
        assert!(text.contains("!100007 = !DILocation(line: 0, scope: !100005)\n"));
        assert!(text.contains("!100008 = !DILocation(line: 9, scope: !100005)\n"));
        assert!(!without_marks(TEXT).contains(MARK));
    }

    #[test]
    fn assembly_is_what_it_was() {
        let text = "\t.file\t\"source\"\n\t.text\nf:\n.Lfunc_begin0:\n\t.cfi_startproc\n\t.file\t1 \"source\"\n\t.loc\t1 7 0\n\tadd\trax, 1\n.Ltmp0:\n\t.loc\t1 0 0 is_stmt 0\n\tcall\tg\n\tret\n.Lfunc_end0:\n\t.section\t.debug_line,\"\",@progbits\n\t.long\t1\n\t.section\t\".note.GNU-stack\",\"\",@progbits\n";
        let (out, places) = of_assembly(text);
        assert_eq!(
            out,
            "\t.file\t\"source\"\n\t.text\nf:\n\tadd\trax, 1\n\tcall\tg\n\tret\n.Lfunc_end0:\n\t.section\t\".note.GNU-stack\",\"\",@progbits\n"
        );
        assert_eq!(places, [None, None, None, Some(7), None, None, None, None]);
    }
}
