using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Core.SupportRequests;

namespace Budget.Core.Audit;

/// <summary>
/// Lays the file of somebody who does not exist, with one request: it is on nobody's list of work, so that whoever opens it was leafing through numbers or names. Opening it
/// raises an alert (<see cref="AlertKind.Decoy"/>). By the installation itself, so that nobody who works with files knows which it is. Answers the number of the request.
/// </summary>
public sealed class LayDecoy(Database database)
{
    /// <summary>The first of the numbers that are kept for tests: nobody in the country has one of the 100,000 from here on.</summary>
    private const int FirstBsn = 999_900_000;

    /// <param name="Name">A name that makes curious, of nobody who lives there.</param>
    public sealed record Entry(string MunicipalityCode, string Name);

    public Task<Outcome<string>> Do(Actor actor, IdempotencyKey key, Entry entry) =>
        database.Once<string>(actor, key, nameof(LayDecoy), entry, async session =>
        {
            if (actor.Role != Role.System || !actor.MaySetUpIn(entry.MunicipalityCode))
            {
                return Refusal.NotAllowed;
            }

            if (TypedText.Seen(entry.Name) is not { Length: > 0 and <= SignIn.IntroduceMyself.LongestName } name)
            {
                return Refusal.NameMissing;
            }

            if (await Resident(session, entry.MunicipalityCode, name) is not { } resident)
            {
                return Refusal.AlreadyKnown;
            }

            var user = new UserId(session.NewId());
            // An account by which nobody can sign in: a request is somebody's.
            await RegisterUser.Insert(session, user, new($"{user.Value:D}", name, Role.Resident, entry.MunicipalityCode));
            var (_, number) = await SubmitSupportRequest.Insert(session, user, resident, entry.MunicipalityCode, new RequestContent(
                "Het lukt mij niet meer om het huis schoon te houden.", [new SupportNeed(LifeDomain.Household, "Een schoon huis")], "Niemand", "", "", WishedForm.Unsure), session.Today);
            await session.Execute(InsertSql, new { resident, actor.UserId, session.Now });
            await Trace.Write(session, actor, nameof(LayDecoy), number, resident);
            return number;
        });

    /// <summary>Under a number that nobody has here yet; none when all of a hundred tries are taken.</summary>
    private static async Task<ResidentId?> Resident(Session session, string municipality, string name)
    {
        var place = (int)(BitConverter.ToUInt32(session.NewId().ToByteArray(), 12) % 100_000);
        for (var (tried, at) = (0, place); tried < 100; at = (at + 1) % 100_000)
        {
            var bsn = (FirstBsn + at).ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!Bsn.IsWellFormed(bsn))
            {
                continue;
            }

            tried++;
            if (await RegisterResident.Insert(session, new(municipality, bsn, name, session.Today.AddYears(-70).AddDays(-(place % 3650)))) is { } resident)
            {
                return resident;
            }
        }

        return null;
    }

    private const string InsertSql = """
        INSERT INTO decoys (resident_id, laid_by, laid_at)
        VALUES (@resident, @UserId, @Now)
        """;
}
