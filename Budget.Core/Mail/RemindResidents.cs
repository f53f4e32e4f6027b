using System.Security.Cryptography;
using System.Text;
using Budget.Core.Delivery;
using Budget.Core.Forecasts;
using Budget.Core.Ledger;
using Budget.Core.PersonHeld;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Mail;

/// <summary>
/// E-mail about what comes with the day and with nobody's deed: support that ends within eight weeks, goals about which it is time to say whether they are reached, a PGB that will not last, and hours of a helper that wait. Each moment is told
/// once, however often and in however many portals this runs: what is told has an id that follows from whom, what and when.
/// </summary>
public sealed class RemindResidents(Database database)
{
    private readonly RenewalsDue renewals = new(database);
    private readonly EvaluationsDue evaluations = new(database);
    private readonly BudgetsRunningOut runningOut = new(database);
    private readonly HoursWaiting hours = new(database);

    /// <summary>Told once more after this, when nothing was asked yet; and about goals not any more.</summary>
    private const int AgainAfterDays = 28;

    /// <returns>How many were put into the <see cref="Outbox"/>.</returns>
    public async Task<int> Do()
    {
        var told = 0;
        foreach (var wish in await database.Read(session => session.List<Wish>(WishesSql)))
        {
            var resident = new Actor(wish.UserId, Role.Resident, wish.MunicipalityCode);
            var (ends, asked) = (await renewals.Of(resident), await evaluations.Of(resident));
            Reminder[] due = [.. ends.Select(Of), .. asked.Select(Of), .. (await runningOut.Of(resident)).Select(Of), .. (await hours.Of(resident)).Select(Of)];
            if (due.Length > 0)
            {
                told += await database.Overwrite(session => Put(session, wish, due));
            }
        }

        return told;
    }

    private sealed record Wish(UserId UserId, string MunicipalityCode);

    private sealed record Reminder(MailKind Kind, string Number, DateOnly FirstDay, int Times, int EveryDays = AgainAfterDays);

    private static Reminder Of(RenewalsDue.Item item) => new(MailKind.SupportEnds, item.Number, RenewalsDue.From(item.LastDay), Times: 2);

    private static Reminder Of(EvaluationsDue.Item item) => new(MailKind.GoalsAreAsked, item.Number, item.AskedOn, Times: 1);

    // Told of its case, once in each month in which it is so.
    private static Reminder Of(BudgetsRunningOut.Item item) => new(MailKind.BudgetRunsOut, item.RequestNumber, Period.MonthOf(item.Today).StartsOn, Times: 1, EveryDays: 31);

    // What waits since another day is told anew.
    private static Reminder Of(HoursWaiting.Item item) => new(MailKind.HoursWait, item.RequestNumber, item.EnteredOn, Times: 2, EveryDays: 14);

    private static async Task<int> Put(Session session, Wish wish, IEnumerable<Reminder> due)
    {
        var told = 0;
        foreach (var (kind, number, firstDay, times, everyDays) in due)
        {
            var time = (session.Today.DayNumber - firstDay.DayNumber) / everyDays;
            if (time < times)
            {
                told += await Outbox.PutOnce(session, Id(wish.UserId, kind, number, firstDay, time), kind, wish.UserId, wish.MunicipalityCode, number);
            }
        }

        return told;
    }

    /// <summary>Of what is said of a budget that will not last: one for a month.</summary>
    internal static Guid IdOfRunsOut(UserId user, string requestNumber, DateOnly today) => Id(user, MailKind.BudgetRunsOut, requestNumber, Period.MonthOf(today).StartsOn, time: 0);

    private static Guid Id(UserId user, MailKind kind, string number, DateOnly firstDay, int time) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{user.Value:D} {kind} {number} {firstDay:O} {time}")))[..16]);

    private const string WishesSql = """
        SELECT u.id AS UserId, u.municipality_code AS MunicipalityCode
        FROM mail_wishes wish
        JOIN users u ON u.id = wish.user_id
        WHERE wish.address <> ''
          AND u.role = 'resident'
          AND u.blocked_at IS NULL
        ORDER BY u.id
        """;
}
