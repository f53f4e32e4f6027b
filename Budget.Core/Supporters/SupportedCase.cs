using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Ledger;
using Budget.Core.Secrecy;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Supporters;

/// <summary>
/// One case as somebody reads along with it: what was asked, the plan, the reports with what the resident answered, the decisions with their reasons, and what the papers
/// are called. No BSN, no day of birth, no address, no amount; nothing can be done. Each look stands in the resident's file, with consent as its ground.
/// </summary>
public sealed class SupportedCase(Database database)
{
    /// <param name="Reasons">Empty of a decision about money.</param>
    public sealed record Decision(DecisionsOfCase.Item Facts, string Reasons);

    public sealed record Answer(
        Guid Id, string Number, ResidentId ResidentId, string ResidentName, string MunicipalityName, string MunicipalityPhone, DateOnly SubmittedOn, DateOnly EndsOn, CaseProgress Progress,
        RequestContent Asked, CaseOverview.Plan? Plan, IReadOnlyList<CaseOverview.Report> Reports, IReadOnlyList<Decision> Decisions, IReadOnlyList<string> Papers);

    public Task<Answer?> Of(Actor actor, string number) => database.Look(actor, nameof(SupportedCase), number, async session =>
    {
        if (number.Length == 0 || await SupportedRequest.Of(session, actor, number) is not [var read])
        {
            return null;
        }

        var (words, row) = (await ResidentKey.Of(session, read.ResidentId), $"{read.RequestId.Value:D}");
        var asked = await session.Single<Asked>(AskedSql, new { Id = read.RequestId });
        var said = await CaseOverview.SaidIn(session, words, read.RequestId);
        var reasons = (await session.List<Reasoned>(ReasonsSql, new { Id = read.RequestId }))
            .ToDictionary(one => one.Number, one => words.Show(HiddenColumn.Reasons, one.Id, one.Reasons), StringComparer.Ordinal);
        return new Answer(
            read.Id, read.Number, read.ResidentId, read.ResidentName, read.MunicipalityName, read.MunicipalityPhone, read.SubmittedOn, read.EndsOn, read.Progress,
            new RequestContent(
                words.Show(HiddenColumn.OwnWords, row, asked.OwnWords), said.Needs, words.Show(HiddenColumn.CurrentHelp, row, asked.CurrentHelp),
                words.Show(HiddenColumn.WishedSupport, row, asked.WishedSupport), words.Show(HiddenColumn.WishedProvider, row, asked.WishedProvider), StoredNames.Parse<WishedForm>(asked.WishedForm))
            {
                OwnStrength = words.Show(HiddenColumn.OwnStrength, row, asked.OwnStrength),
                CarerNeeds = words.Show(HiddenColumn.CarerNeeds, row, asked.CarerNeeds),
                Tried = words.Show(HiddenColumn.Tried, row, asked.Tried),
                IsUrgent = asked.Urgency is { } urgency ? urgency == 1 : null,
                UrgentBecause = words.Show(HiddenColumn.UrgentBecause, row, asked.UrgentBecause),
            },
            said.Plan, said.Reports,
            [.. (await DecisionsOfCase.Items(session, read.RequestId)).Select(item => new Decision(item, reasons.GetValueOrDefault(item.Number, "")))],
            [.. (await session.List<Paper>(PapersSql, new { Id = read.RequestId })).Select(paper => words.Show(HiddenColumn.AttachmentName, paper.Id, paper.Name))]);
    }, answer => answer.ResidentId, _ => TraceBasis.Consent);

    private sealed record Asked(
        string OwnWords, string CurrentHelp, string WishedSupport, string WishedProvider, string WishedForm, string OwnStrength, string CarerNeeds, string Tried, long? Urgency, string UrgentBecause);

    private sealed record Reasoned(string Id, string Number, string Reasons);

    private sealed record Paper(string Id, string Name);

    private const string AskedSql = """
        SELECT own_words AS OwnWords, current_help AS CurrentHelp, wished_support AS WishedSupport, wished_provider AS WishedProvider, wished_form AS WishedForm,
               own_strength AS OwnStrength, carer_needs AS CarerNeeds, tried AS Tried, is_urgent AS Urgency, urgent_because AS UrgentBecause
        FROM support_requests
        WHERE id = @Id
        """;

    private const string ReasonsSql = """
        SELECT d.id AS Id, d.number AS Number, d.reasons AS Reasons
        FROM decisions d
        WHERE d.request_id = @Id
          AND NOT EXISTS (SELECT 1 FROM decision_kinds k WHERE k.decision_id = d.id AND k.kind = 'recovery')
        """;

    private const string PapersSql = """
        SELECT id AS Id, name AS Name
        FROM attachments
        WHERE request_id = @Id
        ORDER BY added_at, id
        """;
}
