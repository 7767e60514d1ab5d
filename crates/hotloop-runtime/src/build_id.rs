//! Which build of this program is running: the linker's hash of its contents.
//!
//! `build_id()` is `Some([0x7d, 0xed, ..])`, what `readelf -n` shows for the extension module. A copy of the file has
//! the same; one that was built from other sources has another.

use libc::{PT_LOAD, PT_NOTE, c_int, c_void, dl_iterate_phdr, dl_phdr_info, size_t};

/// `None` where the linker was told to leave it out.
pub fn build_id() -> Option<Vec<u8>> {
    let mut found: Option<Vec<u8>> = None;
    // SAFETY: the callback gets the address of `found`, and is called before this returns.
    unsafe { dl_iterate_phdr(Some(look_at_file), (&raw mut found).cast()) };
    found
}

/// Stops at the file that this code is part of.
unsafe extern "C" fn look_at_file(info: *mut dl_phdr_info, _size: size_t, found: *mut c_void) -> c_int {
    let here = build_id as *const () as u64;
    // SAFETY: the loader passes a file with its segments; `found` is what `build_id` gave.
    let (info, found) = unsafe { (&*info, &mut *found.cast::<Option<Vec<u8>>>()) };
    // SAFETY: as above.
    let segments = unsafe { std::slice::from_raw_parts(info.dlpi_phdr, info.dlpi_phnum.into()) };
    let start = |segment: &libc::Elf64_Phdr| info.dlpi_addr + segment.p_vaddr;
    let holds = |segment: &libc::Elf64_Phdr, address: u64| {
        segment.p_type == PT_LOAD && (start(segment)..start(segment) + segment.p_memsz).contains(&address)
    };
    if !segments.iter().any(|segment| holds(segment, here)) {
        return 0;
    }
    let notes = segments.iter().filter(|note| note.p_type == PT_NOTE);
    let loaded = notes.filter(|note| segments.iter().any(|segment| holds(segment, start(note))));
    // SAFETY: the segment lies in one that is loaded, and a file is not unloaded while its code runs.
    let mut texts =
        loaded.map(|note| unsafe { std::slice::from_raw_parts(start(note) as *const u8, note.p_memsz as usize) });
    *found = texts.find_map(build_id_in);
    1
}

/// Notes: length of the name, length of the contents, type, and the two, each filled up to four bytes.
fn build_id_in(mut notes: &[u8]) -> Option<Vec<u8>> {
    const GNU_BUILD_ID: u32 = 3;
    while let Some((head, rest)) = notes.split_at_checked(12) {
        let word = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
        let (name, rest) = rest.split_at_checked(word(0).next_multiple_of(4) as usize)?;
        let contents = rest.get(..word(4) as usize)?;
        if word(8) == GNU_BUILD_ID && name == b"GNU\0" {
            return Some(contents.to_vec());
        }
        notes = rest.get(word(4).next_multiple_of(4) as usize..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(name: &[u8; 4], kind: u32, contents: &[u8]) -> Vec<u8> {
        let lengths = [name.len() as u32, contents.len() as u32, kind].map(u32::to_le_bytes).concat();
        let filled = vec![0; contents.len().next_multiple_of(4) - contents.len()];
        [&lengths, &name[..], contents, &filled].concat()
    }

    #[test]
    fn the_id_is_found_behind_other_notes() {
        let notes = [note(b"GNU\0", 1, b"abcde"), note(b"Rus\0", 3, b"no"), note(b"GNU\0", 3, b"the id")].concat();
        assert_eq!(build_id_in(&notes), Some(b"the id".to_vec()));
    }

    #[test]
    fn damaged_notes_have_none() {
        let notes = note(b"GNU\0", 3, b"the id");
        assert!((0..18).all(|length| build_id_in(&notes[..length]).is_none()));
    }
}
