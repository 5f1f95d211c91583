//! THE list: every command with its input and output; dispatch, TypeScript types and freshness come from it.
//!
//! A command is `name: Input => Output [tags it reads]`. Desk commands need an open desk and somebody
//! signed in; host commands also work before that; shell commands need a window. A listed command without a
//! handler does not compile.

/// Hands the list of desk commands to a macro.
#[macro_export]
macro_rules! desk_commands {
    ($with:path) => {
        $with! {
            session_get: Empty => SessionView [Session, Sync, People],
            lookup_all: Empty => LookupsView [House],

            board_list: Empty => Vec<BoardSummary> [Boards, People, House],
            board_get: BoardGet => BoardView [Boards, House, Tickets, Seen],
            board_column: BoardColumn => CardPage [Boards, Tickets, People, Seen],
            board_save: BoardSave => Made [],
            board_remove: BoardPick => Done [],

            view_list: Empty => Vec<ViewView> [Views, People, House],
            view_counts: Empty => Vec<ViewCount> [Views, Tickets, House, Reminders, Seen],
            view_add: ViewAdd => Made [],
            view_set: ViewSet => Done [],
            view_move: ViewMove => Done [],
            view_remove: ViewPick => Done [],

            ticket_list: TicketQuery => RowPage [Tickets, People, Seen],
            ticket_get: TicketGet => TicketView [Tickets, People, House, Conflicts, Seen],
            ticket_thread: ThreadGet => ThreadPage [Tickets, People],
            ticket_history: TicketGet => Vec<HistoryLine> [Tickets, People],
            ticket_find: TicketFind => Option<RowView> [Tickets],
            ticket_rows: TicketPick => Vec<RowView> [Tickets, People, Seen],
            ticket_search: SearchQuery => SearchPage [Tickets, People, House, Seen],
            ticket_alike: AlikeQuery => Vec<RowView> [Tickets, People, House],
            search_read: SearchRead => SearchLine [House, People],
            search_facets: SearchFacetQuery => Vec<SearchFacet> [Tickets, People, House, Seen],
            ticket_new: TicketNew => Made [],
            ticket_set: TicketSet => Done [],
            ticket_read: TicketRead => WasRead [],
            ticket_move: TicketMove => Done [],
            ticket_delete: TicketPick => Done [],
            ticket_restore: TicketPick => Done [],
            ticket_merge: TicketMerge => Done [],
            ticket_unmerge: TicketPick => Done [],
            ticket_split: TicketSplit => Made [],
            ticket_reopen: TicketReopen => Done [],
            ticket_confirm: TicketConfirm => Done [],
            ticket_escalate: TicketEscalate => Done [],

            message_add: MessageAdd => Done [],
            canned_list: Empty => CannedList [Canned, People, House],
            canned_save: CannedSave => Made [],
            canned_remove: CannedPick => Done [],
            canned_fill: CannedFill => CannedFilled [Tickets, People, House],
            macro_list: Empty => Vec<MacroView> [Macros, People, House],
            macro_save: MacroSave => Made [],
            macro_remove: MacroPick => Done [],
            macro_preview: MacroTry => Vec<MacroEffect> [Tickets, People, House],
            macro_run: MacroRun => Done [],
            signature_get: SignatureGet => Signature [People, Tickets],
            signature_put: Signature => Done [],
            profile_get: Empty => ProfileView [People, House],
            profile_put: ProfilePut => Done [],
            time_list: TimeQuery => Vec<TimeView> [Tickets, People],
            time_add: TimeAdd => Done [],
            time_set: TimeSet => Done [],
            time_remove: TimePick => Done [],
            call_save: CallSave => Made [],
            timer_list: Empty => Vec<TimerView> [Timers, Tickets],
            timer_start: TimerPick => TimerStarted [],
            timer_pause: TimerPick => Done [],
            timer_look: Empty => Done [],
            timer_settle: TimerSettle => Done [],
            timer_drop: TimerPick => Done [],
            link_add: LinkAdd => Done [],
            link_remove: LinkPick => Done [],
            attachment_add: AttachmentAdd => AttachmentView [],
            attachment_read: AttachmentPick => AttachmentBytes [],

            ticket_snooze: TicketSnooze => Done [],
            ticket_postpone: TicketPostpone => Done [],
            ticket_wake: TicketPick => Done [],
            snooze_list: Empty => Vec<SnoozeView> [Tickets, Reminders],
            reminder_add: ReminderAdd => Made [],
            reminder_move: ReminderMove => Done [],
            reminder_done: ReminderPick => Done [],
            reminder_remove: ReminderPick => Done [],
            reminder_list: ReminderQuery => Vec<ReminderView> [Tickets, Reminders],

            visit_list: VisitQuery => Vec<VisitView> [Visits, Tickets, People],
            visit_add: VisitAdd => Made [],
            visit_set: VisitSet => Done [],
            visit_step: VisitStep => Done [],
            visit_parts: VisitParts => Done [],
            visit_sign: VisitSign => Done [],
            visit_remove: VisitPick => Done [],

            checklist_add: ChecklistAdd => Made [],
            checklist_set: ChecklistSet => Done [],
            checklist_move: ChecklistMove => Done [],
            checklist_remove: ChecklistPick => Done [],

            notification_list: NotificationQuery => NotificationPage [Notifications],
            notification_read: NotificationRead => Done [],
            notification_settings_get: Empty => NotificationSettings [Preferences],
            notification_settings_put: NotificationSettings => Done [],
            dnd_get: Empty => DndView [Preferences],
            dnd_put: DndPut => Done [],

            draft_get: DraftPick => Option<String> [Drafts],
            draft_put: DraftPut => Done [],
            draft_tickets: Empty => Vec<domain::ids::TicketId> [Drafts, Tickets],
            preference_get: PreferencePick => Option<serde_json::Value> [Preferences],
            preference_put: PreferencePut => Done [],

            person_search: PersonSearch => Vec<PersonCard> [People],
            person_get: PersonPick => PersonView [People, Tickets],
            person_save: PersonSave => Made [],
            organisation_save: OrganisationSave => Made [],
            team_save: TeamSave => Made [],
            team_members: TeamMembers => Done [],
            staff_list: Empty => Vec<StaffView> [People, House],
            status_save: Status => Done [],
            status_order: StatusOrder => Done [],
            category_save: CategorySave => Made [],
            matrix_save: Matrix => Done [],
            urgent_guard_save: UrgentGuard => Done [],
            closing_save: Closing => Done [],
            field_save: FieldSave => Made [],
            field_order: FieldOrder => Done [],
            type_save: TypeSave => Made [],
            type_order: TypeOrder => Done [],
            calendar_list: Empty => CalendarList [House],
            calendar_save: CalendarList => Done [],
            policy_list: Empty => PolicyList [House],
            policy_save: PolicyList => Done [],
            policy_preview: PolicyList => PolicyPreview [House, Tickets],
            sla_what_if: SlaDraft => WhatIfView [House, Tickets],
            sla_simulate: Simulate => Simulated [House, Tickets],
            sla_overview: OverviewQuery => SlaOverview [House, Tickets],
            sla_attainment: AttainmentQuery => AttainmentView [House, Tickets],
            sla_recount: Empty => RecountView [Recount],
            dashboard_get: DashboardQuery => DashboardView [House, Tickets, People],
            template_list: Empty => Vec<TemplateView> [Templates, People, House],
            template_save: TemplateSave => Made [],
            template_remove: TemplatePick => Done [],
            template_use: TemplateUse => TemplateFilled [],
            template_of: TicketGet => TemplateFills [],
            report_run: ReportRun => ReportView [House, Tickets, People],
            report_list: Empty => Vec<SavedReport> [Reports, People, House],
            report_save: ReportSave => Made [],
            report_remove: ReportPick => Done [],
            agenda: AgendaQuery => AgendaView [House, Tickets, Reminders],
            offline_lease_get: Empty => OfflineLease [House],
            offline_lease_save: OfflineLease => Done [],

            undo_peek: Empty => UndoView [Undo],
            undo: Empty => Done [],
            redo: Empty => Done [],

            conflict_list: Empty => Vec<ConflictView> [Conflicts, Tickets],
            conflict_reviews: Empty => Vec<ConflictView> [Conflicts, Tickets],
            conflict_resolve: ConflictResolve => Done [],
            held_list: Empty => Vec<HeldView> [Tickets, People],
            message_release: MessageRelease => Done [],
            message_withdraw: MessagePick => Done [],
            outbox_list: Empty => Vec<OutboxView> [Outbox],
            outbox_retry: OutboxPick => Done [],
            outbox_discard: OutboxPick => Done [],
        }
    };
}

/// Hands the list of host commands to a macro.
#[macro_export]
macro_rules! host_commands {
    ($with:path) => {
        $with! {
            host_state: Empty => HostView [Host, Session, Sync],
            host_try_sample: Empty => HostView [],
            host_leave_sample: Empty => HostView [],
            host_work_locally: WorkLocally => HostView [],
            host_unlock: Unlock => HostView [],
            host_connect: Connect => HostView [],
            host_sign_in: SignIn => HostView [],
            host_sign_out: Empty => HostView [],
            password_change: PasswordChange => Done [],

            sync_status: Empty => SyncView [Sync, Outbox, Conflicts],
            sync_now: Empty => Done [],
            presence_here: PresenceHere => PresenceView [],

            device_list: Empty => Vec<DeviceView> [],
            device_revoke: DevicePick => Done [],
            quarantine_list: QuarantineQuery => Vec<QuarantineView> [],
            quarantine_apply: QuarantinePick => Done [],
            quarantine_discard: QuarantinePick => Done [],
            outbox_hand_over: OutboxPick => Done [],

            holiday_read: HolidayFile => HolidaysRead [],
            mail_read: MailFile => MailRead [],
            import_presets: Empty => Vec<PresetView> [],
            import_start: ImportStart => ImportStarted [],
            import_cancel: Empty => Done [],
            export_start: ExportStart => Exported [],
            sheets_save: SheetsSave => SheetsSaved [],
            paper_save: PaperSave => PaperSaved [],
            agenda_save: AgendaSave => AgendaSaved [],
            diagnostics_get: Empty => DiagnosticsView [],
            diagnostics_save: DiagnosticsSave => Done [],
            attachment_save: AttachmentSave => Done [],
            files_get: Empty => FilesView [Host, Outbox],
            files_set: FileSettings => Done [],
            files_send: Empty => Done [],
        }
    };
}

/// Hands the list of shell commands to a macro: they need a window, and only the desktop app answers them.
#[macro_export]
macro_rules! shell_commands {
    ($with:path) => {
        $with! {
            window_interactive: Interactive => TimingsView [],
            window_timings: Empty => TimingsView [],
            window_notify_test: Empty => NotificationTried [],
            window_pick_files: PickFiles => Vec<String> [],
            window_pick_place: PickPlace => Option<String> [],
            window_open_link: OpenLink => Done [],
            window_open_file: OpenFile => Done [],
            window_clipboard: Empty => ClipboardView [],
            window_print: Empty => Done [],
            window_close: Empty => Done [],
            window_pop_out: PopOut => PoppedOut [],
            window_show: ShowPlace => Done [],
            window_quit: Empty => Done [],
            window_system_get: Empty => SystemView [],
            window_system_put: SystemPut => SystemView [],
            window_menu_put: MenuPut => Done [],
        }
    };
}

/// What a screen depends on; a `Changed` notice names what moved, and whoever reads it reads again.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, ts_rs::TS,
)]
pub enum Tag {
    Host,
    Session,
    House,
    Boards,
    Tickets,
    People,
    Conflicts,
    Outbox,
    Sync,
    Drafts,
    Preferences,
    Undo,
    Reminders,
    Notifications,
    Recount,
    Views,
    Canned,
    Visits,
    Macros,
    Reports,
    Templates,
    Timers,
    /// What somebody has read.
    Seen,
}

impl Tag {
    /// All of them, for whoever missed what changed.
    pub const ALL: [Tag; 23] = [
        Tag::Host,
        Tag::Session,
        Tag::House,
        Tag::Boards,
        Tag::Tickets,
        Tag::People,
        Tag::Conflicts,
        Tag::Outbox,
        Tag::Sync,
        Tag::Drafts,
        Tag::Preferences,
        Tag::Undo,
        Tag::Reminders,
        Tag::Notifications,
        Tag::Recount,
        Tag::Views,
        Tag::Canned,
        Tag::Visits,
        Tag::Macros,
        Tag::Reports,
        Tag::Templates,
        Tag::Timers,
        Tag::Seen,
    ];
}
