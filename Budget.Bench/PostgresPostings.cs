using Budget.Core;
using Budget.Core.Decisions;
using Npgsql;

namespace Budget.Bench;

/// <summary>
/// Sixteen clients on PostgreSQL, each on a budget of its own. Beside them the best we can write in the server itself: one call of one
/// PL/pgSQL function a posting, one trip, keeping the same promises (key, lock, rule, number, hash, trace) in the same tables.
/// </summary>
internal static class PostgresPostings
{
    private const int Clients = 16;
    private const int Each = 60;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        if (!BenchStorage.HasPostgreSql)
        {
            await Console.Error.WriteLineAsync("  EIGENREGIE_POSTGRES is not set: nothing is measured.");
            return [];
        }

        await using var town = await BenchTown.On(await BenchStorage.PostgreSql());
        List<(Actor Holder, BudgetId Id)> ours = [], theirs = [];
        for (var client = 0; client < 2 * Clients; client++)
        {
            var budget = await town.Grant(await town.Resident($"holder{client}"), FundingForm.PersonHeld);
            (client < Clients ? ours : theirs).Add((budget.Holder, await town.IdOf(budget)));
        }

        await town.Storage.Analyze();
        await using var source = NpgsqlDataSource.Create($"{town.Storage.ConnectionString};Max Auto Prepare=10;Auto Prepare Min Usages=2;No Reset On Close=true");
        await using (var create = source.CreateCommand(FunctionSql))
        {
            await create.ExecuteNonQueryAsync();
        }

        Task Call(int client) => CallFunction(source, town, theirs[client]);
        Task Book(int client) => BarePosting.Do(town, ours[client].Holder, ours[client].Id);
        var times = await Measure.RoundsOf(
            () => Measure.Together(Clients, Each, Call),
            () => Measure.Together(Clients, Each, Book),
            () => Measure.Together(1, Each, Call),
            () => Measure.Together(1, Each, Book));
        return
        [
            new Figure($"One durable posting, {Clients} clients, PostgreSQL", times[1], times[0], "one function call a posting") { IsRace = true, Targets = [Target.RatioAtLeast(0.6)] },
            new Figure("The same, one client", times[3], times[2], "one function call a posting") { IsRace = true },
            new Figure($"{Clients} clients against one", times[1], times[3], "one client") { IsRace = true },
        ];
    }

    private static async Task CallFunction(NpgsqlDataSource source, BenchTown town, (Actor Holder, BudgetId Id) budget)
    {
        await using var command = source.CreateCommand("SELECT book($1, $2, $3, $4, $5, $6, $7, $8)");
        foreach (var value in new object[]
        {
            budget.Holder.UserId.Value.ToString("D"), budget.Holder.MunicipalityCode, town.Key().Value, budget.Id.Value.ToString("D"), 1L,
            town.Database.NewId().ToString("D"), town.Database.NewId().ToString("D"), town.Database.Time.GetUtcNow(),
        })
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        _ = await command.ExecuteScalarAsync() ?? throw new InvalidOperationException("The function gave no answer.");
    }

    private const string FunctionSql = """
        CREATE FUNCTION book(
            p_user TEXT, p_municipality TEXT, p_key TEXT, p_budget TEXT, p_amount BIGINT, p_origin TEXT, p_trace TEXT, p_now TIMESTAMPTZ)
        RETURNS TEXT LANGUAGE plpgsql AS $body$
        DECLARE
            last postings%ROWTYPE;
            digest TEXT;
        BEGIN
            PERFORM 1 FROM budgets WHERE id = p_budget FOR NO KEY UPDATE;
            INSERT INTO idempotency_keys (user_id, idempotency_key, deed, content_hash, answer, done_at)
            VALUES (p_user, p_key, 'book', encode(sha256(convert_to(concat_ws('|', p_budget, p_amount), 'UTF8')), 'hex'), 'done', p_now)
            ON CONFLICT DO NOTHING;
            IF NOT FOUND THEN
                RETURN (SELECT answer FROM idempotency_keys WHERE user_id = p_user AND idempotency_key = p_key);
            END IF;
            SELECT * INTO last FROM postings WHERE budget_id = p_budget ORDER BY number DESC LIMIT 1;
            IF last.available_cents < p_amount THEN
                RAISE EXCEPTION 'balance too low';
            END IF;
            digest := encode(sha256(convert_to(concat_ws('|',
                last.hash, p_budget, last.number + 1, 'claim', 'available', 'payable', p_amount, DATE '2026-06-01', DATE '2026-06-15',
                p_now, last.available_cents - p_amount, last.reserved_cents, last.payable_cents + p_amount, last.paid_cents,
                '2026-000001', 'claim', p_origin, p_user, 'agreement 2026-000001'), 'UTF8')), 'hex');
            INSERT INTO postings (
                budget_id, number, kind, from_account, to_account, amount_cents, occurred_on, effective_on, posted_on, posted_at,
                available_cents, reserved_cents, payable_cents, paid_cents, reservation_id, reservation_left_cents, counterparty,
                origin_kind, origin_id, reverses_number, actor_id, on_behalf_of, reason, hash)
            VALUES (
                p_budget, last.number + 1, 'claim', 'available', 'payable', p_amount, DATE '2026-06-01', DATE '2026-06-01', DATE '2026-06-15', p_now,
                last.available_cents - p_amount, last.reserved_cents, last.payable_cents + p_amount, last.paid_cents, NULL, NULL, '2026-000001',
                'claim', p_origin, NULL, p_user, NULL, 'agreement 2026-000001', digest);
            INSERT INTO traces (id, at, action, what, subject, user_id, role, municipality_code, session_id, resident_id, on_behalf_of, basis, reason)
            VALUES (p_trace, p_now, 'do', 'book', p_key, p_user, 'resident', p_municipality, NULL, NULL, NULL, 'self', '');
            RETURN 'done';
        END
        $body$
        """;
}
