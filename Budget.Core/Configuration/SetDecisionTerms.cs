using Budget.Core.Audit;
using Budget.Core.Decisions;
using Budget.Core.Storage;

namespace Budget.Core.Configuration;

/// <summary>
/// An administrator says how long help at once lasts in the own municipality (Wmo 2015, 2.3.3), and whether an objection is decided on in six weeks or, with a committee, in twelve (Awb 7:10 lid 1).
/// It counts for what is decided or objected to from now on; a day that was promised stays.
/// </summary>
public sealed class SetDecisionTerms(Database database)
{
    /// <summary>Longer than a quarter of a year is no help at once any more, but a decision that nobody took.</summary>
    public const int MostWeeks = 13;

    /// <param name="Seen">How many changes of the municipality were seen.</param>
    public sealed record Entry(long TemporaryWeeks, long ObjectionWeeks, string Seen);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(SetDecisionTerms), entry, async session =>
        {
            if (actor.Role != Role.Administrator)
            {
                return Refusal.NotAllowed;
            }

            if (entry.TemporaryWeeks is < 1 or > MostWeeks || entry.ObjectionWeeks is not (6 or 12))
            {
                return Refusal.TermsOutOfRange;
            }

            if (await ConfigurationChange.LockAndCount(session, actor, MunicipalityProfile.What, actor.MunicipalityCode) != entry.Seen)
            {
                return Refusal.ChangedMeanwhile;
            }

            var (before, after) = (await DecisionTerms.Of(session, actor.MunicipalityCode), new DecisionTerms(entry.TemporaryWeeks, entry.ObjectionWeeks));
            if (after == before)
            {
                return actor.MunicipalityCode;
            }

            await session.Execute(SetSql, new { actor.MunicipalityCode, after.TemporaryWeeks, after.ObjectionWeeks });
            await ConfigurationChange.Write(session, actor, MunicipalityProfile.What, actor.MunicipalityCode, before, after);
            await Trace.Write(session, actor, nameof(SetDecisionTerms), actor.MunicipalityCode);
            return actor.MunicipalityCode;
        });

    private const string SetSql = """
        INSERT INTO decision_terms (municipality_code, temporary_weeks, objection_weeks)
        VALUES (@MunicipalityCode, @TemporaryWeeks, @ObjectionWeeks)
        ON CONFLICT (municipality_code) DO UPDATE
        SET temporary_weeks = excluded.temporary_weeks,
            objection_weeks = excluded.objection_weeks
        """;
}
