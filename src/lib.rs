//! A clinical trial's eligibility pre-screener that runs entirely in the visitor's browser.
