namespace Budget.Core.Secrecy;

/// <summary>
/// The columns that hold nothing readable: each BSN, and each text in which somebody says something of a resident. Under the resident's key, but for
/// those of mail, which are under <see cref="MailKey"/>, and the last five, which are under the municipality's; a concern that is not linked to a file yet is too, and what a provider
/// asks about somebody without a file.
/// </summary>
internal static class HiddenColumn
{
    public const string ResidentBsn = "residents.bsn";
    public const string OwnWords = "support_requests.own_words";
    public const string CurrentHelp = "support_requests.current_help";
    public const string WishedSupport = "support_requests.wished_support";
    public const string WishedProvider = "support_requests.wished_provider";
    public const string OwnStrength = "support_requests.own_strength";
    public const string CarerNeeds = "support_requests.carer_needs";
    public const string Tried = "support_requests.tried";
    public const string UrgentBecause = "support_requests.urgent_because";
    public const string BroughtBy = "request_arrivals.brought_by";
    public const string Plan = "personal_plans.words";
    public const string Goal = "support_needs.goal";
    public const string Draft = "support_request_drafts.content";
    public const string Advice = "investigation_reports.advice";
    public const string Finding = "investigation_findings.finding";
    public const string Reply = "investigation_reports.reply";
    public const string ReportRemarks = "report_answers.remarks";
    public const string ReportDraft = "report_drafts.content";
    public const string Reasons = "decisions.reasons";
    public const string PostingReason = "postings.reason";
    public const string ReversalReason = "proposed_reversals.reason";
    public const string ReversalAnswer = "proposed_reversals.answer";
    public const string EmergencyReason = "emergency_looks.reason";
    public const string AttachmentName = "attachments.name";
    public const string AttachmentContent = "attachments.content";
    public const string TraceReason = "traces.reason";
    public const string DataRequestWords = "data_requests.words";
    public const string DataRequestShouldBe = "data_requests.should_be";
    public const string DataRequestProposal = "data_requests.proposal";
    public const string DataRequestAnswer = "data_requests.answer";
    public const string IdeaWords = "ideas.words";
    public const string IdeaWhyNot = "ideas.why_not";
    public const string IdeaAnswer = "ideas.answer";
    public const string MessageWords = "case_messages.words";
    public const string MailAddress = "mail_wishes.address";
    public const string MailCodeAddress = "mail_codes.address";
    public const string MailCode = "mail_codes.code";
    public const string ObjectionWords = "objections.words";
    public const string ObjectionLateReason = "objections.late_reason";
    public const string ObjectionAnswer = "objections.answer";
    public const string ExperienceWords = "experiences.words";
    public const string ProposalName = "provider_proposals.name";
    public const string ProposalWhy = "provider_proposals.why";
    public const string ProposalAnswer = "provider_proposals.answer";
    public const string SupporterLabel = "case_supporters.label";
    public const string ConcernName = "concerns.name";
    public const string ConcernBsn = "concerns.bsn";
    public const string ConcernBorn = "concerns.born";
    public const string ConcernAddress = "concerns.address";
    public const string ConcernWords = "concerns.words";
    public const string EvaluationWords = "goal_evaluations.words";
    public const string EvaluationAnswer = "goal_evaluations.answer";
    public const string PlanWhat = "plan_lines.what";
    public const string PlanWho = "plan_lines.who";
    public const string ShiftReason = "shifts.reason";
    public const string ShiftAnswer = "shift_answers.answer";
    public const string DisputeExplanation = "disputes.explanation";
    public const string DisputeAnswer = "dispute_answers.explanation";
    public const string DisputeSettlement = "dispute_ends.explanation";
    public const string OutgoingMessage = "iwmo_messages_out.message";
    public const string ProviderRequest = "provider_requests.content";
    public const string LineBsn = "invoice_lines.bsn";
    public const string Answer = "declaration_messages.answer";
    public const string BankIban = "bank_accounts.iban";
    public const string PaymentFile = "payment_run_answers.file";
    public const string BankRemark = "bank_answer_transfers.remark";
    /// <summary>Of all residents of a municipality together, under its key: whose they are is kept nowhere.</summary>
    public const string SurveyAnswers = "client_surveys.answers";
    public const string HelperIdentifier = "agreement_proposals.identifier";
    public const string HelperIban = "agreement_proposals.iban";
    public const string HelperTasks = "agreement_proposals.tasks";
    public const string AgreementReason = "agreement_steps.reason";
    public const string ClaimReason = "claim_line_answers.reason";
    public const string AccountHolder = "helper_accounts.holder";
    public const string AccountIban = "helper_accounts.iban";
    public const string SvbLine = "svb_order_lines.content";
}
