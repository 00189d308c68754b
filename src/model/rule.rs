//! The rules by name, title and plain words, written once.

macro_rules! rules {
    ($($name:ident $slug:literal $title:literal $text:literal)*) => {
        /// A licensing rule; every outcome, warning and refusal names one.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $(#[doc = $title] $name,)* }

        impl Rule {
            /// Every rule, in the order people read them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name answers carry, such as `grace-60`.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }

            /// A few words.
            pub fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)* }
            }

            /// The rule in whole sentences.
            pub fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

rules! {
    Covers "covers" "What a license covers"
        "A user's license covers mail, calendars, contacts and files; a shared mailbox's covers that mailbox."
    LicenseTypeAndTags "license-type-and-tags" "License type and tags"
        "Every list has a column License Type and tags that say which data is under which license."
    UnknownData "unknown-data" "Data we were not told about"
        "A record with a license, or with the date of losing one, but without a word about data is planned as if there were backups. Only `null` says that there are none."
    SeparatePools "separate-pools" "Separate pools"
        "Standard and archived licenses are bought, counted and assigned apart, for users and for shared mailboxes."
    NoConversion "no-conversion" "No conversion"
        "Standard licenses cannot be turned into archived ones, or back. Ask your account manager where that would help."
    MailboxesAreFree "mailboxes-are-free" "Shared mailboxes are free"
        "For each license purchased, one shared mailbox may hold one of the same type at no cost; newer subscriptions have no limit. Mailboxes keep their license when counts fall."
    Purchase "purchase" "Purchasing"
        "Licenses are bought at an annual price prorated by whole days to the renewal, on a paid account only. Without prices no cost is given."
    Trial "trial" "Trial accounts"
        "A trial may hold a limited number of standard user licenses: 100, or what the policy says."
    Expired "expired" "Expired accounts"
        "On an expired account nothing can be activated; deactivating is still possible."
    Atomic "atomic" "All or nothing"
        "A request is applied whole or not at all, and all its problems are reported together."
    NetNew "net-new" "Only new holders need a license"
        "A request needs a license for each target that does not hold that type yet. The others are unchanged; a target named twice counts once."
    InsufficientLicenses "insufficient-licenses" "Insufficient licenses"
        "A request that needs more licenses than there are is refused. Select fewer, purchase more, or deactivate licenses of others."
    StandardStartsBackups "standard-starts-backups" "A standard license starts daily backups"
        "The first backup comes within 24 hours of the assignment, then one every 24 hours while the holder is present."
    ArchivedKeepsData "archived-keeps-data" "An archived license keeps the data"
        "The backups there are stay, and no new ones are made."
    ArchiveFreesStandard "archive-frees-standard" "Changing type frees the old license"
        "An archived license frees the standard one at once, and the other way round. The data is kept."
    DeletedHasNoBackups "deleted-has-no-backups" "Deleted users have no backups"
        "A standard license on a deleted user keeps the data but makes no backups. An archived license does the same and leaves the standard one to others."
    WhoCanHold "who-can-hold" "Who can hold a license"
        "Users, guests and shared mailboxes. Not rooms, equipment, groups and system mailboxes."
    AllFiltered "all-filtered" "All who match a filter"
        "A filter means everyone who meets it in the whole tenant, not the rows on a screen. An empty one means everyone, and only for activating standard licenses."
    Grace60 "grace-60" "Data stays for a grace period"
        "When a standard license is taken away the license is free at once; the backups stay for 60 days, or what the contract says, and then are gone for good. The last safe day is 24 hours before."
    ReapplyStandard "reapply-standard" "Standard again within the grace period"
        "The data is kept and backups resume. The next may take longer than usual."
    ReapplyArchived "reapply-archived" "Archived within the grace period"
        "The data is kept and no new backups are made."
    TooLate "too-late" "After the purge"
        "From the purge on there is nothing to resume: a standard license starts afresh, an archived one keeps nothing."
    ArchivedDeactivation "archived-deactivation" "Taking away an archived license"
        "The product can be read in two ways: the data is lost at once, or 60 days later. The policy chooses; by default we plan for the worse."
    RetentionSetting "retention-setting" "Retention setting"
        "Backups older than the setting are gone, whatever the status, and do not come back."
    Restorable "restorable" "What can be restored"
        "Data from before a deletion or an archived license can be restored to another user or exported while it is kept."
    AutoArchive "auto-archive" "Archiving deleted users by itself"
        "Each daily sync gives deleted users on standard an archived license while there are some."
    AutoPurchaseArchived "auto-purchase-archived" "Buying archived licenses by itself"
        "Each daily sync buys exactly the archived licenses missing for deleted users."
    GroupLicensing "group-licensing" "Licensing groups by itself"
        "Users who join the tenant or a listed security group get a standard license at the next daily sync. Leaving a group takes none away."
    AutoPurchaseStandard "auto-purchase-standard" "Buying standard licenses by itself"
        "Each daily sync buys exactly the standard licenses missing for group licensing."
    MailboxConversion "mailbox-conversion" "Mailboxes that change kind"
        "A user turned into a shared mailbox takes a mailbox license and frees its own; one turned back needs a user license."
}
