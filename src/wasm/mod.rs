//! What JavaScript sees: of the widget's module one class, of the author's module one function.

#[cfg(feature = "author")]
mod author;
mod convert;
#[cfg(feature = "widget")]
mod widget;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
