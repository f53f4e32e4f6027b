using Budget.Core.Secrecy;

namespace Budget.Core.MyData;

/// <summary>What somebody takes part in, in the neighbourhood.</summary>
internal static class PartsOfNeighbourhood
{
    private const string SignUpsSql = $"""
        {FilePart.Whose}
        SELECT s.id, p.name_nl, s.shares_name, s.signed_up_at, by_whom.name, s.left_at, leaver.name
        FROM whose
        JOIN offer_sign_ups s ON s.resident_id = whose.id
        JOIN general_provisions p ON p.id = s.provision_id
        JOIN users by_whom ON by_whom.id = s.signed_up_by
        LEFT JOIN users leaver ON leaver.id = s.left_by
        ORDER BY s.signed_up_at, s.id
        {FilePart.Page}
        """;

    private const string IdeasSql = $"""
        {FilePart.Whose}
        SELECT i.id, i.kind, i.words, i.told_at, teller.name, i.is_shown, i.judged_at, judge.name, i.why_not, i.outcome, i.answered_at, answerer.name, i.answer
        FROM whose
        JOIN ideas i ON i.resident_id = whose.id
        JOIN users teller ON teller.id = i.told_by
        LEFT JOIN users judge ON judge.id = i.judged_by
        LEFT JOIN users answerer ON answerer.id = i.answered_by
        ORDER BY i.told_at, i.id
        {FilePart.Page}
        """;

    // Whose idea it is stays out: that is another's file.
    private const string IdeasJoinedSql = $"""
        {FilePart.Whose}
        SELECT j.idea_id, i.kind, j.joined_at, u.name
        FROM whose
        JOIN idea_joiners j ON j.resident_id = whose.id
        JOIN ideas i ON i.id = j.idea_id
        JOIN users u ON u.id = j.joined_by
        ORDER BY j.joined_at, j.idea_id
        {FilePart.Page}
        """;

    public static readonly FilePart[] All =
    [
        new("signUps", FileShape.Table, SignUpsSql,
            new("offer", FieldKind.Text, "offer_sign_ups.provision_id"),
            new("sharesName", FieldKind.Word, "offer_sign_ups.shares_name"),
            new("signedUpAt", FieldKind.Instant, "offer_sign_ups.signed_up_at"),
            new("signedUpBy", FieldKind.Text, "offer_sign_ups.signed_up_by") { Below = true },
            new("leftAt", FieldKind.Instant, "offer_sign_ups.left_at"),
            new("leftBy", FieldKind.Text, "offer_sign_ups.left_by") { Below = true }),
        new("ideas", FileShape.Records, IdeasSql,
            new("idea", FieldKind.Word, "ideas.kind"),
            new("ideaWords", FieldKind.Hidden, HiddenColumn.IdeaWords),
            new("sentAt", FieldKind.Instant, "ideas.told_at"),
            new("sentBy", FieldKind.Text, "ideas.told_by"),
            new("isShown", FieldKind.Word, "ideas.is_shown"),
            new("readAt", FieldKind.Instant, "ideas.judged_at"),
            new("readBy", FieldKind.Text, "ideas.judged_by"),
            new("whyNot", FieldKind.Hidden, HiddenColumn.IdeaWhyNot),
            new("ideaOutcome", FieldKind.Word, "ideas.outcome"),
            new("answeredAt", FieldKind.Instant, "ideas.answered_at"),
            new("answeredBy", FieldKind.Text, "ideas.answered_by"),
            new("answer", FieldKind.Hidden, HiddenColumn.IdeaAnswer)),
        new("ideasJoined", FileShape.Table, IdeasJoinedSql,
            new("idea", FieldKind.Word, "idea_joiners.idea_id"),
            new("joinedAt", FieldKind.Instant, "idea_joiners.joined_at"),
            new("joinedBy", FieldKind.Text, "idea_joiners.joined_by") { Below = true }),
    ];
}
