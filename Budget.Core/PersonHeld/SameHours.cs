using Budget.Core.Storage;

namespace Budget.Core.PersonHeld;

/// <summary>
/// One helper of whom the same minutes were claimed with two holders. It may be right (a brother and a sister who are helped together), so it is refused to nobody: a signal for people (<see cref="HeldSignals"/>). The same helper is known by the
/// fingerprint of the number. What was rejected or taken back does not count, and with one holder the same hour is never entered twice (<see cref="EnterClaimLine"/>).
/// </summary>
public sealed record SameHours(string HelperName, SameHours.Part First, SameHours.Part Second)
{
    /// <summary>So many at most, the newest.</summary>
    public const int Most = 100;

    public sealed record Part(string ResidentName, string AgreementNumber, DateTimeOffset From, DateTimeOffset To);

    /// <param name="since">Work of this day or later.</param>
    internal static async Task<IReadOnlyList<SameHours>> In(Session session, string municipalityCode, DateOnly since)
    {
        List<SameHours> found = [];
        foreach (var helper in (await session.List<Row>(Sql, new { municipalityCode, since })).GroupBy(row => row.Print))
        {
            var rows = helper.OrderBy(row => row.FromAt).ThenBy(row => row.AgreementNumber, StringComparer.Ordinal).ToList();
            for (var at = 0; at < rows.Count; at++)
            {
                for (var next = at + 1; next < rows.Count && rows[next].FromAt < rows[at].ToAt; next++)
                {
                    if (rows[next].ResidentId != rows[at].ResidentId)
                    {
                        found.Add(new SameHours(rows[at].HelperName, rows[at].Part, rows[next].Part));
                    }
                }
            }
        }

        return [.. found.OrderByDescending(one => one.Second.From).ThenBy(one => one.HelperName, StringComparer.Ordinal).Take(Most)];
    }

    private sealed record Row(string Print, string HelperName, ResidentId ResidentId, string ResidentName, string AgreementNumber, DateTimeOffset FromAt, DateTimeOffset ToAt)
    {
        public Part Part => new(ResidentName, AgreementNumber, FromAt, ToAt);
    }

    // Of a helper only the lines that begin before an earlier one ends, and those that go on when the next begins.
    private const string Sql = $"""
        SELECT one.print AS Print, one.name AS HelperName, one.resident AS ResidentId, one.holder AS ResidentName, one.number AS AgreementNumber, one.from_at AS FromAt, one.to_at AS ToAt
        FROM (
            SELECT drawn.identifier_hash AS print, agreement.helper_name AS name, b.resident_id AS resident, r.name AS holder, agreement.number AS number, line.from_at AS from_at, line.to_at AS to_at,
                   MAX(line.to_at) OVER (PARTITION BY drawn.identifier_hash ORDER BY line.from_at, line.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS busy_until,
                   LEAD(line.from_at) OVER (PARTITION BY drawn.identifier_hash ORDER BY line.from_at, line.id) AS next_from
            FROM claim_lines line
            JOIN care_agreements agreement ON agreement.id = line.agreement_id
            JOIN agreement_proposals drawn ON drawn.id = agreement.proposal_id AND drawn.identifier_hash <> ''
            JOIN budgets b ON b.id = agreement.budget_id
            JOIN residents r ON r.id = b.resident_id AND r.destroyed_at IS NULL
            {ClaimLineStanding.Joins}
            WHERE b.municipality_code = @municipalityCode
              AND line.kind = 'times'
              AND line.starts_on >= @since
              AND {ClaimLineStanding.Stands}
        ) one
        WHERE one.from_at < one.busy_until
          OR one.next_from < one.to_at
        ORDER BY one.from_at DESC, one.number
        LIMIT 500
        """;
}
