using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Core.Secrecy;

/// <summary>Hides the BSN and the words of one resident from before they were hidden, under a key made for it, in one transaction (<see cref="HideWhatStoodOpen"/>).</summary>
internal static class HideOldFile
{
    public sealed record Resident(ResidentId Id, string Bsn);

    public static async Task Do(Session session, Resident resident)
    {
        var words = await ResidentKey.Make(session, resident.Id);
        foreach (var request in await session.List<Request>(RequestsSql, new { resident.Id }))
        {
            await session.Execute(HideRequestSql, new
            {
                request.Id,
                OwnWords = words.Hide(HiddenColumn.OwnWords, request.Id, request.OwnWords),
                CurrentHelp = words.Hide(HiddenColumn.CurrentHelp, request.Id, request.CurrentHelp),
                WishedSupport = words.Hide(HiddenColumn.WishedSupport, request.Id, request.WishedSupport),
                WishedProvider = words.Hide(HiddenColumn.WishedProvider, request.Id, request.WishedProvider),
            });
            await HideTexts(session, words, HiddenColumn.Goal, request.Id, NeedsSql, HideNeedSql);
            await HideTexts(session, words, HiddenColumn.Advice, request.Id, ReportSql, HideReportSql);
            await HideTexts(session, words, HiddenColumn.Finding, request.Id, FindingsSql, HideFindingSql);
        }

        await HideTexts(session, words, HiddenColumn.Draft, resident.Id.Value.ToString("D"), DraftsSql, HideDraftSql);
        await session.Execute(HideResidentSql, new
        {
            resident.Id,
            Bsn = words.Hide(HiddenColumn.ResidentBsn, "", resident.Bsn),
            BsnHash = await session.Keys.QuickFingerprint(session, ResidentByBsn.Kind, resident.Bsn),
        });
    }

    private static async Task HideTexts(Session session, TextKey words, string column, string owner, string textsSql, string hideSql)
    {
        foreach (var text in await session.List<Part>(textsSql, new { owner }))
        {
            await session.Execute(hideSql, new { owner, text.Row, text.Place, Text = words.Hide(column, text.Row, text.Text) });
        }
    }

    private sealed record Request(string Id, string OwnWords, string CurrentHelp, string WishedSupport, string WishedProvider);
    private sealed record Part(string Row, string Place, string Text);

    private const string RequestsSql = """
        SELECT id AS Id, own_words AS OwnWords, current_help AS CurrentHelp, wished_support AS WishedSupport, wished_provider AS WishedProvider
        FROM support_requests
        WHERE resident_id = @Id
        """;

    private const string HideRequestSql = """
        UPDATE support_requests
        SET own_words = @OwnWords,
            current_help = @CurrentHelp,
            wished_support = @WishedSupport,
            wished_provider = @WishedProvider
        WHERE id = @Id
        """;

    private const string NeedsSql = """
        SELECT request_id || '/' || life_domain AS Row, life_domain AS Place, goal AS Text
        FROM support_needs
        WHERE request_id = @owner
        """;

    private const string HideNeedSql = """
        UPDATE support_needs
        SET goal = @Text
        WHERE request_id = @owner
          AND life_domain = @Place
        """;

    private const string ReportSql = """
        SELECT request_id AS Row, request_id AS Place, advice AS Text
        FROM investigation_reports
        WHERE request_id = @owner
          AND version = 1
        """;

    private const string HideReportSql = """
        UPDATE investigation_reports
        SET advice = @Text
        WHERE request_id = @Place
          AND version = 1
        """;

    private const string FindingsSql = """
        SELECT request_id || '/' || point AS Row, point AS Place, finding AS Text
        FROM investigation_findings
        WHERE request_id = @owner
          AND version = 1
        """;

    private const string HideFindingSql = """
        UPDATE investigation_findings
        SET finding = @Text
        WHERE request_id = @owner
          AND version = 1
          AND point = @Place
        """;

    private const string DraftsSql = """
        SELECT user_id AS Row, user_id AS Place, content AS Text
        FROM support_request_drafts
        WHERE resident_id = @owner
        """;

    private const string HideDraftSql = """
        UPDATE support_request_drafts
        SET content = @Text
        WHERE resident_id = @owner
          AND user_id = @Place
        """;

    private const string HideResidentSql = """
        UPDATE residents
        SET bsn = @Bsn,
            bsn_hash = @BsnHash
        WHERE id = @Id
        """;
}
