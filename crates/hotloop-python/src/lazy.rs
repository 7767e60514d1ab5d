//! What most calls never need: made when somebody first asks for it. Until then it costs one pointer, which is null.

use std::cell::OnceCell;
use std::ops::{Deref, DerefMut};

pub struct Lazy<T>(OnceCell<Box<T>>);

impl<T> Lazy<T> {
    /// `None`: nobody has asked for it.
    #[inline]
    pub fn made(&self) -> Option<&T> {
        self.0.get().map(|made| &**made)
    }
}

impl<T> Default for Lazy<T> {
    #[inline]
    fn default() -> Self {
        Lazy(OnceCell::new())
    }
}

impl<T: Default> Deref for Lazy<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        self.0.get_or_init(Box::default)
    }
}

impl<T: Default> DerefMut for Lazy<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_init(Box::default);
        self.0.get_mut().expect("made above")
    }
}
