using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>Whether the help came and helps, which provider of the own choice was asked for, and what providers asked the municipality.</summary>
internal static class PartsOfDelivery
{
    private const string ReportsSql = $"""
        {FilePart.Whose}
        SELECT report.id, CAST(a.number AS TEXT), report.kind, report.happened_on, report.reason, u.name, report.reported_at
        FROM whose
        JOIN budgets b ON b.resident_id = whose.id
        JOIN assignments a ON a.budget_id = b.id
        JOIN delivery_reports report ON report.assignment_id = a.id
        LEFT JOIN users u ON u.id = report.reported_by
        ORDER BY report.reported_at, report.id
        {FilePart.Page}
        """;

    private const string ExperiencesSql = $"""
        {FilePart.Whose}
        SELECT said.assignment_id, CAST(a.number AS TEXT), provider.name, said.helps, said.words, u.name, said.said_at
        FROM whose
        JOIN experiences said ON said.resident_id = whose.id
        JOIN assignments a ON a.id = said.assignment_id
        JOIN providers provider ON provider.id = said.provider_id
        JOIN users u ON u.id = said.said_by
        ORDER BY said.said_at, said.assignment_id
        {FilePart.Page}
        """;

    private const string ProposalsSql = $"""
        {FilePart.Whose}
        SELECT proposal.id, b.number, proposal.name, proposal.why, proposer.name, proposal.proposed_at, proposal.outcome, proposal.answer, answerer.name, proposal.answered_at
        FROM whose
        JOIN provider_proposals proposal ON proposal.resident_id = whose.id
        JOIN budgets b ON b.id = proposal.budget_id
        JOIN users proposer ON proposer.id = proposal.proposed_by
        LEFT JOIN users answerer ON answerer.id = proposal.answered_by
        ORDER BY proposal.proposed_at, proposal.id
        {FilePart.Page}
        """;

    private const string RequestsSql = $"""
        {FilePart.Whose}
        SELECT asked.id, provider.name, b.number, asked.kind, asked.content, asked.asked_at, asked.investigated_at, asked.outcome, answerer.name, asked.answered_at
        FROM whose
        JOIN provider_requests asked ON asked.resident_id = whose.id
        JOIN providers provider ON provider.id = asked.provider_id
        LEFT JOIN budgets b ON b.id = asked.budget_id
        LEFT JOIN users answerer ON answerer.id = asked.answered_by
        ORDER BY asked.asked_at, asked.id
        {FilePart.Page}
        """;

    // That there was an answer; what it was is kept with nobody.
    private const string SurveysSql = $"""
        {FilePart.Whose}
        SELECT said.resident_id, CAST(said.year AS TEXT)
        FROM whose
        JOIN survey_participants said ON said.resident_id = whose.id
        ORDER BY said.year
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("delivery", FileShape.Table, ReportsSql,
            new("assignment", FieldKind.Text, "delivery_reports.assignment_id"),
            new("deliveryKind", FieldKind.Word, "delivery_reports.kind"),
            new("happenedOn", FieldKind.Day, "delivery_reports.happened_on") { Below = true },
            new("stopReason", FieldKind.Word, "delivery_reports.reason"),
            new("by", FieldKind.Text, "delivery_reports.reported_by"),
            new("at", FieldKind.Instant, "delivery_reports.reported_at") { Below = true }),
        new("experiences", FileShape.Records, ExperiencesSql,
            new("assignment", FieldKind.Text, "experiences.assignment_id"),
            new("provider", FieldKind.Text, "experiences.provider_id"),
            new("helps", FieldKind.Word, "experiences.helps"),
            new("experienceWords", FieldKind.Hidden, HiddenColumn.ExperienceWords),
            new("by", FieldKind.Text, "experiences.said_by"),
            new("at", FieldKind.Instant, "experiences.said_at")),
        new("proposals", FileShape.Records, ProposalsSql,
            new("budget", FieldKind.Text, "provider_proposals.budget_id"),
            new("wantedProvider", FieldKind.Hidden, HiddenColumn.ProposalName),
            new("why", FieldKind.Hidden, HiddenColumn.ProposalWhy),
            new("proposedBy", FieldKind.Text, "provider_proposals.proposed_by"),
            new("proposedAt", FieldKind.Instant, "provider_proposals.proposed_at"),
            new("proposalOutcome", FieldKind.Word, "provider_proposals.outcome"),
            new("answer", FieldKind.Hidden, HiddenColumn.ProposalAnswer),
            new("answeredBy", FieldKind.Text, "provider_proposals.answered_by"),
            new("answeredAt", FieldKind.Instant, "provider_proposals.answered_at")),
        new("providerRequests", FileShape.Records, RequestsSql,
            new("provider", FieldKind.Text, "provider_requests.provider_id"),
            new("budget", FieldKind.Text, "provider_requests.budget_id"),
            new("providerAsks", FieldKind.Word, "provider_requests.kind"),
            new("providerRequest", FieldKind.Hidden, HiddenColumn.ProviderRequest),
            new("askedAt", FieldKind.Instant, "provider_requests.asked_at"),
            new("investigatedAt", FieldKind.Instant, "provider_requests.investigated_at"),
            new("requestOutcome", FieldKind.Word, "provider_requests.outcome"),
            new("answeredBy", FieldKind.Text, "provider_requests.answered_by"),
            new("answeredAt", FieldKind.Instant, "provider_requests.answered_at")),
        new("surveys", FileShape.Table, SurveysSql,
            new FileField("surveyYear", FieldKind.Text, "survey_participants.year")),
    ];
}
