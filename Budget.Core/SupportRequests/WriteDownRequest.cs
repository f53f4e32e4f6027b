using Budget.Core.Audit;
using Budget.Core.Departures;
using Budget.Core.Ledger;
using Budget.Core.Mail;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Core.SupportRequests;

/// <summary>Which way a request came that did not come by the portal.</summary>
public enum RequestWay { Phone, Paper, Counter }

/// <summary>
/// A melding may be made in any form (Wmo 2015, 2.3.2 lid 1): what comes by telephone, on paper or at the counter a caseworker writes down, of somebody who is known here. The six weeks count from
/// the day it came. It is a request like any other from then on; what the resident was typing stays as it is.
/// </summary>
public sealed class WriteDownRequest(Database database)
{
    /// <summary>Of what lay longer nobody knows the day any more, and two of the six weeks are left.</summary>
    public const int MostDays = 28;

    public const int LongestName = 100;

    /// <param name="BroughtBy">Who called, wrote or came: the resident, or somebody else.</param>
    public sealed record Entry(ResidentId ResidentId, RequestWay Way, DateOnly CameOn, string BroughtBy, RequestContent Content);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(WriteDownRequest), entry, async session =>
        {
            if (actor.Role != Role.Caseworker)
            {
                return Refusal.NotAllowed;
            }

            var broughtBy = TypedText.Seen(entry.BroughtBy);
            if (!entry.Content.IsComplete || !entry.Content.Fits || broughtBy.Length == 0)
            {
                return Refusal.RequestIncomplete;
            }

            if (broughtBy.Length > LongestName)
            {
                return Refusal.TextTooLong.With(LongestName);
            }

            if (entry.CameOn > session.Today)
            {
                return Refusal.DayInFuture;
            }

            if (entry.CameOn < session.Today.AddDays(-MostDays))
            {
                return Refusal.CameTooLongAgo.With(MostDays);
            }

            if (await ResidentFile.OfMunicipality(session, actor, entry.ResidentId) is not { } file || !await ResidentFile.Lock(session, entry.ResidentId))
            {
                return Refusal.NotFound;
            }

            if (await Departure.AgainstRequest(session, entry.ResidentId) is { } gone)
            {
                return gone;
            }

            var (id, number) = await SubmitSupportRequest.Insert(session, actor.UserId, entry.ResidentId, file.MunicipalityCode, entry.Content, entry.CameOn);
            var words = await ResidentKey.Of(session, entry.ResidentId);
            await session.Execute(InsertSql, new { id, Way = entry.Way.Stored(), BroughtBy = words.Hide(HiddenColumn.BroughtBy, $"{id.Value:D}", broughtBy) });
            await Outbox.Put(session, MailKind.RequestIsIn, entry.ResidentId, number);
            await Trace.Write(session, actor, nameof(WriteDownRequest), number, entry.ResidentId);
            return number;
        });

    private const string InsertSql = """
        INSERT INTO request_arrivals (request_id, way, brought_by)
        VALUES (@id, @Way, @BroughtBy)
        """;
}
