using Budget.Core.Providers;
using Budget.Core.Residents;
using Budget.Core.Storage;
using Budget.Tests.Databases;

namespace Budget.Tests.Simulation;

/// <summary>
/// A town before its first grant, as a file: made once with the deeds themselves, copied for each seed. In memory where the machine has
/// such a folder, because it is crashes of the program that are played here, not of the power.
/// </summary>
internal sealed class SimulatedTown : IDisposable
{
    public static readonly DateOnly FirstDay = new(2026, 1, 12);
    public const long ContractCents = 6000;
    private const string Memory = "/dev/shm";
    private static readonly string Parent = Directory.Exists(Memory) ? Memory : Path.GetTempPath();
    private readonly string folder = Directory.CreateDirectory(Path.Combine(Parent, $"eigenregie-{Path.GetRandomFileName()}")).FullName;

    private SimulatedTown(Town town) => (Finance, financeToo, Caseworker, Contract, Provider) = (town.Finance, town.FinanceToo, town.Caseworker, town.Contract, town.Provider);

    private readonly Actor financeToo;

    public Actor Finance { get; }

    /// <summary>Who proposes what somebody of finance approves; of who may approve nothing, nobody but oneself.</summary>
    public Actor ColleagueOf(Actor actor) =>
        actor.Role != Role.Finance || actor.MunicipalityCode != Finance.MunicipalityCode ? actor : actor.UserId == Finance.UserId ? financeToo : Finance;
    public Actor Caseworker { get; }
    public ContractId Contract { get; }
    public ProviderId Provider { get; }
    public Cast Cast { get; } = new();
    public long KeysBefore { get; private set; }
    public List<(Actor Resident, ResidentId Id, string RequestNumber)> Requests { get; } = [];

    private string Template => Path.Combine(folder, "template.db");

    public static async Task<SimulatedTown> Build()
    {
        await using var town = await Town.On(Engine.Sqlite, new FakeClock(AmsterdamDay.At(FirstDay, new TimeOnly(9, 0))), idSeed: 1);
        var simulated = new SimulatedTown(town);
        for (var count = 0; count < 6; count++)
        {
            var resident = await town.Resident();
            var request = await town.Request(resident);
            await town.Report(request);
            simulated.Requests.Add((resident.Actor, resident.Id, request));
            simulated.Cast.Join(resident.Actor);
            simulated.Cast.MayOpen(resident.Actor, count, forAnother: false, DateOnly.MinValue, DateOnly.MaxValue);
        }

        await simulated.Meet(town);

        await Rows.Execute(town.ConnectionString, MessageSql);
        simulated.KeysBefore = await Sql.Count(town, "idempotency_keys");
        await Rows.Execute(town.ConnectionString, $"VACUUM INTO '{simulated.Template}'");
        return simulated;
    }

    /// <summary>Everybody else: two who represent residents for a while, and staff of each role, here and elsewhere.</summary>
    private async Task Meet(Town town)
    {
        foreach (var files in new[] { new[] { 0, 1 }, [1, 2, 3] })
        {
            var representative = await town.User("vertegenwoordiger", Role.Resident, Town.Huizen);
            Cast.Join(representative);
            foreach (var request in files)
            {
                var (from, until) = (FirstDay.AddDays(request * 60), FirstDay.AddDays(300 + (request * 500)));
                await new GiveAccess(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new(representative.UserId, Requests[request].Id, AsRepresentative: true, from, until));
                Cast.MayOpen(representative, request, forAnother: true, from, until);
            }
        }

        var other = (await new AdmitProvider(town.Database).Do(Actor.System(Town.Huizen), town.Key(), new("87654321", "87654321", "Thuis", "Over ons", "About us", "035 000 0000"))).Value;
        foreach (var municipality in new[] { Town.Huizen, Town.Hilversum })
        {
            foreach (var role in new[] { Role.Auditor, Role.Administrator, Role.Finance, Role.Caseworker })
            {
                Cast.Join(await town.User("medewerker", role, municipality));
            }
        }

        Cast.Join(Finance);
        Cast.Join(Caseworker);
        Cast.Join(town.ProviderStaff);
        Cast.Join(await town.User("aanbieder2", Role.ProviderStaff, "", other));
    }

    /// <summary>A new copy, for one seed; always in the same place, because Dapper learns every statement anew for another connection string.</summary>
    public string Copy(int lane)
    {
        var path = Path.Combine(folder, $"town{lane}.db");
        File.Copy(Template, path);
        return path;
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    // One message to which all simulated invoice lines belong.
    private const string MessageSql = $"""
        INSERT INTO declaration_messages (
            id, municipality_code, sender_agb, identification, declaration_number, dated_on, starts_on, ends_on, file_hash,
            line_count, rejected_count, submitted_cents, accepted_cents, received_by, received_at, received_on, answer)
        VALUES (
            '019bb000-0000-7000-8000-000000000001', '{Town.Huizen}', '{Town.Agb}', 'M1', 'D1', '2026-01-12', '2026-01-01', '2026-01-31', 'x',
            0, 0, 0, 0, '019bb000-0000-7000-8000-000000000001', '2026-01-12T08:00:00.000Z', '2026-01-12', '')
        """;
}
