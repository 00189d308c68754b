//! A handful of things without a list on the heap: a judgement is made a million times a call.

/// At most [`Few::MOST`] things, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Few<T>([Option<T>; 6]);

impl<T> Default for Few<T> {
    fn default() -> Self {
        Self([None, None, None, None, None, None])
    }
}

impl<T: Copy> Few<T> {
    /// More rules or warnings than one judgement can have.
    pub const MOST: usize = 6;

    /// One thing.
    pub fn one(item: T) -> Self {
        let mut few = Self::default();
        few.push(item);
        few
    }

    /// Adds one at the end; when it is full, nothing.
    pub fn push(&mut self, item: T) {
        if let Some(place) = self.0.iter_mut().find(|place| place.is_none()) {
            *place = Some(item);
        }
    }

    /// The things, in their order.
    pub fn iter(&self) -> impl Iterator<Item = T> + '_ {
        self.0.iter().map_while(|item| *item)
    }
}
