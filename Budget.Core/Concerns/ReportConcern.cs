using System.Globalization;
using Budget.Core.Audit;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.Concerns;

/// <summary>
/// A family doctor tells the municipality that somebody needs support, because that person agrees (Wmo 2015, 5.3.3; the doctor's own secrecy asks the same). It lands with the
/// caseworkers; the doctor hears the day on which it was picked up, and nothing else.
/// </summary>
public sealed class ReportConcern(Database database)
{
    public const int LongestName = 100;
    public const int LongestAddress = 200;
    public const int LongestWords = 2000;

    /// <summary>Of one person in twenty-four hours: more is no consulting hour.</summary>
    public const int MostADay = 30;

    /// <param name="Bsn">Or, when it is not known, day of birth and address.</param>
    /// <param name="Agrees">That the person agrees to this.</param>
    public sealed record Entry(string MunicipalityCode, string Name, string Bsn, DateOnly? BornOn, string Address, string Words, bool Agrees);

    /// <returns>The number by which the doctor finds it back.</returns>
    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(ReportConcern), entry, async session =>
        {
            if ((await Doctors.In(session, actor)).All(town => town.Code != entry.MunicipalityCode))
            {
                return Refusal.NotAllowed;
            }

            if (!entry.Agrees)
            {
                return Refusal.ConsentMissing;
            }

            var (name, address, words) = (TypedText.Seen(entry.Name), TypedText.Seen(entry.Address), TypedText.Seen(entry.Words));
            if (entry.Bsn.Length > 0 && !Bsn.IsWellFormed(entry.Bsn))
            {
                return Refusal.BsnInvalid;
            }

            if (name.Length == 0 || words.Length == 0 || (entry.Bsn.Length == 0 && (entry.BornOn is null || address.Length == 0)))
            {
                return Refusal.RequestIncomplete;
            }

            if (name.Length > LongestName || address.Length > LongestAddress || words.Length > LongestWords)
            {
                return Refusal.TextTooLong.With(LongestWords);
            }

            if (entry.BornOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            if (await session.LockAndRead<long>(ReportedSql, new { actor.UserId, Since = session.Now.AddDays(-1) }) >= MostADay)
            {
                return Refusal.AskedTooOften.With(MostADay);
            }

            await MunicipalityKey.Make(session, entry.MunicipalityCode);
            var number = $"{session.Today.Year}-{await session.NextNumber($"concern-{session.Today.Year}"):D6}";
            var (hidden, id) = (await MunicipalityKey.Of(session, entry.MunicipalityCode), $"{session.NewId():D}");
            await session.Execute(InsertSql, new
            {
                id,
                number,
                entry.MunicipalityCode,
                actor.ProviderId,
                actor.UserId,
                session.Now,
                session.Today,
                Name = hidden.Hide(HiddenColumn.ConcernName, id, name),
                BsnText = hidden.Hide(HiddenColumn.ConcernBsn, id, entry.Bsn),
                Born = hidden.Hide(HiddenColumn.ConcernBorn, id, entry.BornOn?.ToString("O", CultureInfo.InvariantCulture) ?? ""),
                address = hidden.Hide(HiddenColumn.ConcernAddress, id, address),
                words = hidden.Hide(HiddenColumn.ConcernWords, id, words),
            });
            await Trace.Write(session, actor, nameof(ReportConcern), number);
            return number;
        });

    private const string ReportedSql = $"""
        {RowLock.User}
        SELECT COUNT(*)
        FROM concerns
        WHERE reported_by = @UserId
          AND reported_at > @Since
        """;

    private const string InsertSql = """
        INSERT INTO concerns (id, number, municipality_code, provider_id, reported_by, reported_at, reported_on, name, bsn, born, address, words)
        VALUES (@id, @number, @MunicipalityCode, @ProviderId, @UserId, @Now, @Today, @Name, @BsnText, @Born, @address, @words)
        """;
}
