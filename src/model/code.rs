//! Every code the engine can answer with, written once.

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $name:ident = $text:literal,)*) => {
        /// What a problem, warning or summary is, for programs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])* $name,)* }

        impl Code {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The text JavaScript sees.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// Malformed input; the path says where.
    InvalidInput = "INVALID_INPUT",
    /// A filter with a mistake; the span or path says where.
    InvalidFilter = "INVALID_FILTER",
    /// A file of which nothing can be read.
    InvalidFile = "INVALID_FILE",
    /// More bytes or rows than fit.
    TooLarge = "TOO_LARGE",
    /// More than there is memory for.
    OutOfMemory = "OUT_OF_MEMORY",
    /// Bytes that are no snapshot, or not the ones that were written.
    DamagedSnapshot = "DAMAGED_SNAPSHOT",
    /// A snapshot of a newer version.
    NewerSnapshot = "NEWER_SNAPSHOT",
    /// An operation of a log that does not follow from the state.
    LogMismatch = "LOG_MISMATCH",
    /// A command earlier than the tenant's clock.
    OutOfOrder = "OUT_OF_ORDER",
    /// A selection of another tenant.
    WrongTenant = "WRONG_TENANT",
    /// A handle that was freed.
    Freed = "FREED",
    /// A handle called from inside its own call.
    Busy = "BUSY",
    /// A command that was refused; the details are its report.
    Refused = "REFUSED",
    /// Called before `init` was awaited.
    NotInitialised = "NOT_INITIALISED",
    /// A browser or runtime without what the engine needs.
    Unsupported = "UNSUPPORTED",

    /// Fewer licenses than the request needs.
    InsufficientLicenses = "INSUFFICIENT_LICENSES",
    /// An id the tenant does not know.
    UnknownHolder = "UNKNOWN_HOLDER",
    /// A mailbox of a kind that holds no license.
    NotLicensable = "NOT_LICENSABLE",
    /// Nothing can be activated on an expired account.
    AccountExpired = "ACCOUNT_EXPIRED",
    /// Only a paid account can purchase.
    PurchaseNotAllowed = "PURCHASE_NOT_ALLOWED",
    /// More licenses than can be counted.
    TooManyLicenses = "TOO_MANY_LICENSES",
    /// An empty filter where it would mean everyone.
    EmptyFilter = "EMPTY_FILTER",
    /// A remedy the shortage does not offer.
    RemedyNotOffered = "REMEDY_NOT_OFFERED",

    /// A guest gets a license.
    Guest = "GUEST",
    /// An archived license for a holder without data.
    NothingToRetain = "NOTHING_TO_RETAIN",
    /// An archived license for a present holder ends its backups.
    BackupsStop = "BACKUPS_STOP",
    /// A standard license on a deleted user runs no backups.
    NoBackupsUserDeleted = "NO_BACKUPS_USER_DELETED",
    /// The data goes for good at a date.
    DataWillBePurged = "DATA_WILL_BE_PURGED",
    /// An archived license is taken away: two readings of what happens to the data.
    ArchivedDeactivation = "ARCHIVED_DEACTIVATION",
    /// Nobody knows when the data goes.
    PurgeDateUnknown = "PURGE_DATE_UNKNOWN",
    /// No mailbox types were imported.
    MailboxTypesUnknown = "MAILBOX_TYPES_UNKNOWN",
    /// A shorter retention setting drops data.
    RetentionShortened = "RETENTION_SHORTENED",
    /// The term of the prices is over.
    TermOver = "TERM_OVER",
    /// The term of the prices has not begun.
    TermNotStarted = "TERM_NOT_STARTED",
    /// An amount above 2^53 - 1 minor units.
    AmountTooLarge = "AMOUNT_TOO_LARGE",

    /// A row of a file that was not taken.
    RowRefused = "ROW_REFUSED",
    /// Rows that contradict each other.
    Conflict = "CONFLICT",

    /// A summary: what a request does.
    Summary = "SUMMARY",
    /// A summary: a request that is refused.
    SummaryRefused = "SUMMARY_REFUSED",
    /// A summary: a request that changes nothing.
    SummaryNothing = "SUMMARY_NOTHING",
    /// A summary: licenses bought.
    SummaryPurchase = "SUMMARY_PURCHASE",
    /// A summary: settings changed.
    SummaryConfigure = "SUMMARY_CONFIGURE",
    /// A summary: time passes.
    SummaryAdvance = "SUMMARY_ADVANCE",
    /// A summary: a file joined with the tenant.
    SummaryImport = "SUMMARY_IMPORT",

    /// A purge that came due.
    Purged = "PURGED",
    /// A daily sync gave a deleted user an archived license.
    AutoArchived = "AUTO_ARCHIVED",
    /// A daily sync gave a new user a standard license.
    GroupLicensed = "GROUP_LICENSED",
    /// A daily sync bought licenses.
    AutoPurchased = "AUTO_PURCHASED",
    /// A daily sync settled the license of a mailbox that changed kind.
    MailboxConverted = "MAILBOX_CONVERTED",
    /// A user is present again and still on an archived license.
    PresentButArchived = "PRESENT_BUT_ARCHIVED",
    /// People who join by plan.
    Joined = "JOINED",
    /// People who leave by plan.
    Left = "LEFT",
    /// Advice or a plan that needs prices, of a tenant without.
    PricesUnknown = "PRICES_UNKNOWN",
}
