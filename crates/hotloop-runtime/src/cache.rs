//! Object code, and rewritten modules, on disk, found by what they were made from.
//!
//! ```text
//! let cache = Cache::open(directory, 512 << 20)?;
//! cache.lookup(&key)                     Some(bytes), and the code generator need not run
//! let attempt = cache.begin(&key)        KEY.compiling says that this process is at it, until `attempt` is dropped
//! cache.insert(&key, &bytes)             KEY.object, written aside and renamed
//! ```
//!
//! The files hold machine code that will run, so the directory and each entry must belong to the user and be writable
//! by nobody else. What is damaged, foreign or of another format is removed and counts as absent. Where the disk is
//! full, read-only or away, nothing is kept: no function here returns an error for that.
//!
//! **Marks.** LLVM can end the process, and must not do so at each start of a program. A mark that a dead process has
//! left says that compiling its key may have been the reason. It may also have been killed from outside, so one such
//! death is forgiven: the next process tries again. After [`DEATHS`] in a row the key is refused. A compilation that
//! comes to an end removes the mark, and a mark older than [`MARK_LIFE`] no longer counts.

use std::fs::{self, DirBuilder, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

/// A directory of object code.
#[derive(Debug)]
pub struct Cache {
    directory: PathBuf,
    /// Bytes that the entries may have together; for a while they may have somewhat more.
    limit: u64,
}

/// What object code was made from, as a hash.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Key(pub [u8; 32]);

/// The mark of a compilation under way; none where it could not be written, or another process has one.
#[derive(Debug)]
pub struct Attempt {
    mark: Option<(PathBuf, File)>,
}

/// What there is in the directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    pub entries: usize,
    pub bytes: u64,
    /// Compilations that a dead process has not finished.
    pub unfinished: usize,
    /// Those of them that are not tried again.
    pub refused: usize,
}

/// Compilations of a key that may end with the process.
pub const DEATHS: u32 = 2;
pub const MARK_LIFE: Duration = Duration::from_secs(7 * DAY);

impl Key {
    /// No other list of parts has this key.
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        Key(hasher.finalize().into())
    }
}

impl Cache {
    /// Makes the directory if it is not there. The error says why it cannot be used.
    pub fn open(directory: PathBuf, limit: u64) -> Result<Cache, String> {
        let shown = directory.display();
        // A link to a directory will do, if that is safe.
        let known = fs::metadata(&directory).or_else(|_| {
            DirBuilder::new().recursive(true).mode(0o700).create(&directory)?;
            fs::metadata(&directory)
        });
        match known {
            Err(error) => Err(format!("{shown}: {error}")),
            Ok(metadata) if !metadata.is_dir() => Err(format!("{shown} is not a directory")),
            Ok(metadata) if !is_own(&metadata) => Err(format!("{shown} belongs to another user")),
            Ok(metadata) if !is_private(&metadata) => Err(format!("{shown} is writable by other users")),
            Ok(_) => Ok(Cache { directory, limit }),
        }
    }

    /// The bytes that were inserted last.
    pub fn lookup(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key, OBJECT);
        let file = OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(&path).ok()?;
        let Some(bytes) = read_entry(&file, key) else {
            let _ = fs::remove_file(&path); // it is of no use; one that cannot be removed will be ignored again
            return None;
        };
        note_use(&file);
        Some(bytes)
    }

    /// Keeps bytes under a key, and now and then removes what has not been used for long.
    pub fn insert(&self, key: &Key, bytes: &[u8]) {
        if HEADER + bytes.len() as u64 > self.limit {
            return;
        }
        // Readers see the old file or the new one, never half of one.
        let aside = self.directory.join(format!("{}.{}.{}.{ASIDE}", key.name(), std::process::id(), serial()));
        if write_entry(&aside, key, bytes).and_then(|()| fs::rename(&aside, self.path(key, OBJECT))).is_err() {
            let _ = fs::remove_file(&aside);
        }
        // Keys are evenly spread: one insertion in 32 pays for looking at the whole directory.
        if key.0[0].is_multiple_of(32) {
            self.trim();
        }
    }

    /// Marks a key before its code is generated; `None`: that has ended the process before, [`DEATHS`] times in a row.
    pub fn begin(&self, key: &Key) -> Option<Attempt> {
        let path = self.path(key, MARK);
        match mark(&path) {
            Ok(Marked::Refused) => None,
            Ok(Marked::Begun(file)) => Some(Attempt { mark: Some((path, file)) }),
            Ok(Marked::Busy) | Err(_) => Some(Attempt { mark: None }),
        }
    }

    /// Removes what has been used least recently, down to three quarters of the limit, and what dead processes left.
    pub fn trim(&self) {
        let now = SystemTime::now();
        let mut entries = vec![];
        for (path, kind, metadata) in self.files() {
            let age = age(&metadata, now);
            match kind {
                Kind::Object => entries.push((age, metadata.len(), path)),
                Kind::Mark if age < MARK_LIFE => {}
                Kind::Aside if age < ASIDE_LIFE => {}
                Kind::Mark | Kind::Aside => drop(fs::remove_file(path)),
            }
        }
        let mut bytes: u64 = entries.iter().map(|(_, length, _)| length).sum();
        if bytes <= self.limit {
            return;
        }
        entries.sort_unstable_by(|one, other| other.cmp(one));
        for (_, length, path) in entries {
            if bytes <= self.limit / 4 * 3 {
                break;
            }
            let _ = fs::remove_file(path); // another process may have been faster
            bytes -= length;
        }
    }

    /// Removes everything but the directory.
    pub fn clear(&self) {
        self.files().for_each(|(path, ..)| drop(fs::remove_file(path)));
    }

    pub fn contents(&self) -> Contents {
        let mut contents = Contents::default();
        for (path, kind, metadata) in self.files() {
            match kind {
                Kind::Object => {
                    contents.entries += 1;
                    contents.bytes += metadata.len();
                }
                Kind::Mark => {
                    if let Some(attempts) = left_mark(&path) {
                        contents.unfinished += 1;
                        contents.refused += usize::from(attempts >= DEATHS && is_fresh(&metadata));
                    }
                }
                Kind::Aside => {}
            }
        }
        contents
    }

    fn path(&self, key: &Key, extension: &str) -> PathBuf {
        self.directory.join(format!("{}.{extension}", key.name()))
    }

    /// Those files that are ours by their names.
    fn files(&self) -> impl Iterator<Item = (PathBuf, Kind, Metadata)> {
        fs::read_dir(&self.directory).into_iter().flatten().flatten().filter_map(|entry| {
            let kind = Kind::of(&entry.path())?;
            Some((entry.path(), kind, entry.metadata().ok()?))
        })
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Some((path, _locked)) = &self.mark {
            let _ = fs::remove_file(path);
        }
    }
}

impl Key {
    fn name(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

const DAY: u64 = 24 * 60 * 60;
/// Nobody takes longer to write an entry.
const ASIDE_LIFE: Duration = Duration::from_secs(60 * 60);

const OBJECT: &str = "object";
const MARK: &str = "compiling";
const ASIDE: &str = "aside";

enum Kind {
    Object,
    Mark,
    Aside,
}

impl Kind {
    fn of(path: &Path) -> Option<Kind> {
        let name = path.file_name()?.to_str()?;
        let (key, rest) = name.split_at_checked(64)?;
        match rest.rsplit('.').next()? {
            _ if !key.bytes().all(|byte| byte.is_ascii_hexdigit()) => None,
            OBJECT => Some(Kind::Object),
            MARK => Some(Kind::Mark),
            ASIDE => Some(Kind::Aside),
            _ => None,
        }
    }
}

fn is_own(metadata: &Metadata) -> bool {
    // SAFETY: it asks the kernel for a number.
    metadata.uid() == unsafe { libc::geteuid() }
}

fn is_private(metadata: &Metadata) -> bool {
    metadata.mode() & 0o022 == 0
}

// Entries: magic and format, key, length, checksum, bytes

const MAGIC: &[u8; 8] = b"hotloop1";
const HEADER: u64 = 80;

fn write_entry(path: &Path, key: &Key, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(&header(key, bytes))?;
    file.write_all(bytes)
}

fn read_entry(file: &File, key: &Key) -> Option<Vec<u8>> {
    let metadata = file.metadata().ok()?;
    if !(metadata.is_file() && is_own(&metadata) && is_private(&metadata)) {
        return None;
    }
    let (mut reader, mut found) = (file, [0; HEADER as usize]);
    reader.read_exact(&mut found).ok()?;
    let mut bytes = Vec::with_capacity(metadata.len() as usize);
    reader.read_to_end(&mut bytes).ok()?;
    (found == header(key, &bytes)).then_some(bytes)
}

fn header(key: &Key, bytes: &[u8]) -> [u8; HEADER as usize] {
    let mut header = [0; HEADER as usize];
    header[..8].copy_from_slice(MAGIC);
    header[8..40].copy_from_slice(&key.0);
    header[40..48].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
    header[48..].copy_from_slice(blake3::hash(bytes).as_bytes());
    header
}

/// The time of modification is that of the last use, to a day: a hit should not have to write.
fn note_use(file: &File) {
    let now = SystemTime::now();
    let is_old = file.metadata().is_ok_and(|metadata| age(&metadata, now) >= Duration::from_secs(DAY));
    if is_old {
        let _ = file.set_modified(now); // on a disk that is read-only nothing is evicted either
    }
}

/// Nothing for what is of the future.
fn age(metadata: &Metadata, now: SystemTime) -> Duration {
    metadata.modified().ok().and_then(|modified| now.duration_since(modified).ok()).unwrap_or_default()
}

fn serial() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

// Marks: one digit, how many compilations have begun and not ended

enum Marked {
    Begun(File),
    /// Another process is at it.
    Busy,
    Refused,
}

/// Whoever compiles holds the lock of its mark. The kernel takes it away from a dead process, whichever way it has
/// died, and no process number can be mistaken for another's.
fn mark(path: &Path) -> io::Result<Marked> {
    let flags = libc::O_NOFOLLOW | libc::O_NONBLOCK;
    let mut options = OpenOptions::new();
    let file =
        options.read(true).write(true).create(true).truncate(false).mode(0o600).custom_flags(flags).open(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Marked::Busy),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    let metadata = file.metadata()?;
    if metadata.nlink() == 0 {
        // Its owner has ended and removed it since it was opened.
        return Ok(Marked::Busy);
    }
    let attempts = if is_fresh(&metadata) { attempts(&file) } else { 0 };
    if attempts >= DEATHS {
        return Ok(Marked::Refused);
    }
    match write_attempts(&file, attempts + 1) {
        Ok(()) => Ok(Marked::Begun(file)),
        Err(error) => {
            let _ = fs::remove_file(path);
            Err(error)
        }
    }
}

/// How many compilations did not end, if none is under way.
fn left_mark(path: &Path) -> Option<u32> {
    let file = OpenOptions::new().read(true).custom_flags(libc::O_NOFOLLOW | libc::O_NONBLOCK).open(path).ok()?;
    file.try_lock_shared().ok()?;
    Some(attempts(&file))
}

fn attempts(mut file: &File) -> u32 {
    let mut digit = [0];
    match file.read_exact(&mut digit) {
        Ok(()) => char::from(digit[0]).to_digit(10).unwrap_or(0),
        Err(_) => 0,
    }
}

fn write_attempts(file: &File, attempts: u32) -> io::Result<()> {
    use std::os::unix::fs::FileExt;
    file.write_all_at(attempts.to_string().as_bytes(), 0)
}

fn is_fresh(metadata: &Metadata) -> bool {
    age(metadata, SystemTime::now()) < MARK_LIFE
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    /// A directory of one test, gone with it.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new() -> Scratch {
            let name = format!("hotloop-cache-test-{}-{}", std::process::id(), serial());
            let path = std::env::temp_dir().join(name);
            DirBuilder::new().mode(0o700).create(&path).unwrap();
            Scratch(path)
        }

        fn cache(&self) -> Cache {
            Cache::open(self.0.join("hotloop"), 1 << 20).unwrap()
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn key(name: &str) -> Key {
        Key::of([name.as_bytes()])
    }

    fn set_age(path: &Path, age: Duration) {
        File::open(path).unwrap().set_modified(SystemTime::now() - age).unwrap();
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// As a process leaves it that ends in the middle.
    fn die_compiling(cache: &Cache, key: &Key) {
        let mut attempt = cache.begin(key).unwrap();
        attempt.mark = None;
    }

    #[test]
    fn what_is_inserted_is_found_under_its_key_only() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        assert_eq!(cache.lookup(&key("a")), None);
        cache.insert(&key("a"), b"machine code");
        cache.insert(&key("b"), b"");
        assert_eq!(cache.lookup(&key("a")), Some(b"machine code".to_vec()));
        assert_eq!(cache.lookup(&key("b")), Some(vec![]));
        assert_eq!(cache.lookup(&key("c")), None);
        let expected = Contents { entries: 2, bytes: 2 * HEADER + 12, ..Contents::default() };
        assert_eq!(scratch.cache().contents(), expected);
        cache.clear();
        assert_eq!((cache.contents(), cache.lookup(&key("a"))), (Contents::default(), None));
    }

    #[test]
    fn parts_of_a_key_do_not_run_together() {
        assert_ne!(Key::of([&b"ab"[..], b"c"]), Key::of([&b"a"[..], b"bc"]));
        assert_ne!(Key::of([&b"ab"[..]]), Key::of([&b"ab"[..], b""]));
    }

    #[test]
    fn an_entry_with_any_byte_changed_is_removed() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        cache.insert(&key("a"), b"machine code");
        let path = cache.path(&key("a"), OBJECT);
        let good = fs::read(&path).unwrap();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 1;
            fs::write(&path, &bad).unwrap();
            assert_eq!(cache.lookup(&key("a")), None, "byte {at}");
            assert!(!path.exists(), "byte {at}");
            cache.insert(&key("a"), b"machine code");
        }
        assert!(cache.lookup(&key("a")).is_some());
    }

    #[test]
    fn an_entry_of_another_length_or_key_is_removed() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        cache.insert(&key("a"), b"machine code");
        let path = cache.path(&key("a"), OBJECT);
        let good = fs::read(&path).unwrap();
        let shorter = (0..good.len()).map(|length| good[..length].to_vec());
        for bad in shorter.chain([[&good[..], b"more"].concat()]) {
            fs::write(&path, &bad).unwrap();
            assert_eq!(cache.lookup(&key("a")), None, "{} bytes", bad.len());
            assert!(!path.exists());
        }
        fs::write(cache.path(&key("b"), OBJECT), &good).unwrap();
        assert_eq!(cache.lookup(&key("b")), None);
    }

    #[test]
    fn entries_that_others_could_have_written_are_removed() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        let path = cache.path(&key("a"), OBJECT);
        for mode in [0o620, 0o602] {
            cache.insert(&key("a"), b"machine code");
            set_mode(&path, mode);
            assert_eq!(cache.lookup(&key("a")), None);
            assert!(!path.exists());
        }
        cache.insert(&key("a"), b"machine code");
        let elsewhere = scratch.0.join("elsewhere");
        fs::rename(&path, &elsewhere).unwrap();
        symlink(&elsewhere, &path).unwrap();
        assert_eq!(cache.lookup(&key("a")), None);
        cache.insert(&key("a"), b"machine code");
        assert!(cache.lookup(&key("a")).is_some() && !path.is_symlink());
    }

    #[test]
    fn a_directory_that_others_can_write_to_is_refused() {
        let scratch = Scratch::new();
        let directory = scratch.0.join("deep/hotloop");
        Cache::open(directory.clone(), 1).unwrap();
        assert_eq!(fs::metadata(&directory).unwrap().mode() & 0o777, 0o700);
        let link = scratch.0.join("link");
        symlink(&directory, &link).unwrap();
        Cache::open(link.clone(), 1).unwrap();
        for mode in [0o770, 0o707, 0o1777] {
            set_mode(&directory, mode);
            for path in [&directory, &link] {
                assert!(Cache::open(path.clone(), 1).unwrap_err().contains("writable by other users"));
            }
        }
        let file = scratch.0.join("file");
        fs::write(&file, "").unwrap();
        assert!(Cache::open(file.clone(), 1).unwrap_err().contains("is not a directory"));
        assert!(Cache::open(file.join("below"), 1).is_err());
        assert!(Cache::open("/proc/hotloop".into(), 1).is_err());
    }

    #[test]
    fn a_directory_that_has_gone_keeps_nothing() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        fs::remove_dir_all(&cache.directory).unwrap();
        let attempt = cache.begin(&key("a"));
        assert!(attempt.is_some());
        cache.insert(&key("a"), b"machine code");
        drop(attempt);
        assert_eq!(cache.lookup(&key("a")), None);
        cache.trim();
        cache.clear();
        assert_eq!(cache.contents(), Contents::default());
    }

    #[test]
    fn threads_that_insert_at_once_leave_whole_entries() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        let text = |n: usize| vec![n as u8; 1000 + n];
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let cache = &cache;
                scope.spawn(move || {
                    for n in 0..100 {
                        let _attempt = cache.begin(&key("shared")).unwrap();
                        cache.insert(&key("shared"), &text(thread));
                        let found = cache.lookup(&key("shared")).unwrap();
                        assert_eq!(found, text(usize::from(found[0])));
                        cache.insert(&key(&format!("{n}")), &text(n));
                    }
                });
            }
        });
        assert!((0..100).all(|n| cache.lookup(&key(&format!("{n}"))) == Some(text(n))));
        let contents = cache.contents();
        assert_eq!((contents.entries, contents.unfinished), (101, 0));
        assert_eq!(fs::read_dir(&cache.directory).unwrap().count(), 101);
    }

    #[test]
    fn the_least_recently_used_go_first() {
        let scratch = Scratch::new();
        let cache = Cache { limit: 1000, ..scratch.cache() };
        let names = ["a", "b", "c", "d", "e"];
        for (at, name) in names.iter().enumerate() {
            write_entry(&cache.path(&key(name), OBJECT), &key(name), &[0; 170]).unwrap();
            set_age(&cache.path(&key(name), OBJECT), Duration::from_secs((10 - at as u64) * DAY));
        }
        assert!(cache.lookup(&key("a")).is_some());
        cache.trim();
        let left: Vec<_> = names.iter().filter(|name| cache.lookup(&key(name)).is_some()).collect();
        assert_eq!(left, [&"a", &"d", &"e"]);
        cache.trim();
        assert_eq!(cache.contents().bytes, 750);
    }

    #[test]
    fn insertions_keep_the_directory_near_its_limit() {
        let scratch = Scratch::new();
        let cache = Cache { limit: 20_000, ..scratch.cache() };
        (0..1000).for_each(|n| cache.insert(&key(&n.to_string()), &[0; 420]));
        assert!((10_000..100_000).contains(&cache.contents().bytes), "{:?}", cache.contents());
        cache.insert(&key("huge"), &[0; 20_000]);
        assert_eq!(cache.lookup(&key("huge")), None);
    }

    #[test]
    fn a_hit_is_noted_once_a_day() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        cache.insert(&key("a"), b"machine code");
        let path = cache.path(&key("a"), OBJECT);
        let age_after_a_hit = |age_before| {
            set_age(&path, age_before);
            cache.lookup(&key("a")).unwrap();
            age(&fs::metadata(&path).unwrap(), SystemTime::now())
        };
        assert!(age_after_a_hit(Duration::from_secs(DAY / 2)) > Duration::from_secs(DAY / 3));
        assert!(age_after_a_hit(Duration::from_secs(2 * DAY)) < Duration::from_secs(DAY / 3));
    }

    #[test]
    fn a_key_that_has_ended_two_processes_is_refused() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        die_compiling(&cache, &key("a"));
        assert_eq!((cache.contents().unfinished, cache.contents().refused), (1, 0));
        die_compiling(&cache, &key("a"));
        assert!(cache.begin(&key("a")).is_none());
        assert!(cache.begin(&key("a")).is_none());
        assert!(cache.begin(&key("b")).is_some());
        assert_eq!((cache.contents().unfinished, cache.contents().refused), (1, 1));
        cache.clear();
        assert!(cache.begin(&key("a")).is_some());
    }

    #[test]
    fn a_compilation_that_ends_clears_the_one_that_did_not() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        die_compiling(&cache, &key("a"));
        drop(cache.begin(&key("a")).unwrap());
        die_compiling(&cache, &key("a"));
        assert!(cache.begin(&key("a")).is_some());
        assert_eq!(cache.contents(), Contents::default());
    }

    #[test]
    fn a_living_compilation_hinders_no_other() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        let first = cache.begin(&key("a")).unwrap();
        for _ in 0..5 {
            assert!(cache.begin(&key("a")).unwrap().mark.is_none());
        }
        assert_eq!(cache.contents(), Contents::default());
        drop(first);
        assert_eq!(fs::read_dir(&cache.directory).unwrap().count(), 0);
    }

    #[test]
    fn a_week_old_mark_does_not_count() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        (0..2).for_each(|_| die_compiling(&cache, &key("a")));
        set_age(&cache.path(&key("a"), MARK), MARK_LIFE);
        assert_eq!(cache.contents().refused, 0);
        assert!(cache.begin(&key("a")).is_some());
        (0..2).for_each(|_| die_compiling(&cache, &key("b")));
        set_age(&cache.path(&key("b"), MARK), MARK_LIFE);
        cache.trim();
        assert!(!cache.path(&key("b"), MARK).exists());
    }

    #[test]
    fn what_is_not_the_caches_own_is_left_alone() {
        let scratch = Scratch::new();
        let cache = scratch.cache();
        let names = ["notes.txt", "short.object", &format!("{}.object", "x".repeat(64))];
        names.iter().for_each(|name| fs::write(cache.directory.join(name), "mine").unwrap());
        let aside = cache.directory.join(format!("{}.1.0.{ASIDE}", key("a").name()));
        fs::write(&aside, "half").unwrap();
        cache.trim();
        assert!(aside.exists());
        set_age(&aside, ASIDE_LIFE);
        cache.trim();
        assert!(!aside.exists());
        cache.clear();
        assert_eq!(fs::read_dir(&cache.directory).unwrap().count(), names.len());
    }
}
