//! What JavaScript sees: of the widget's module one class, of the others functions.

#[cfg(feature = "author")]
mod author;
#[cfg_attr(
    not(any(feature = "author", feature = "widget")),
    allow(dead_code, reason = "texts alone cross where something is only sealed")
)]
mod convert;
#[cfg(feature = "sealing")]
mod sealing;
#[cfg(feature = "widget")]
mod widget;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
