using System.Buffers.Binary;
using System.Globalization;
using Budget.Core;
using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Secrecy;
using Budget.Core.Storage;

namespace Budget.Bench;

/// <param name="BudgetsEach">Of each municipality: at most 10,000, two a resident, because there are no more test BSNs than that.</param>
/// <param name="PostingsEach">Of each budget: its grant, its reservation, and invoice lines.</param>
internal sealed record LedgerSize(int Municipalities, int BudgetsEach, int PostingsEach)
{
    /// <summary>Twice the budgets of a town of Huizen's size, with a line every eighteen days for five years.</summary>
    public static readonly LedgerSize Million = new(Municipalities: 1, BudgetsEach: 10_000, PostingsEach: 100);

    public int Budgets => Municipalities * BudgetsEach;
    public long Postings => (long)Budgets * PostingsEach;
}

/// <summary>
/// A ledger of millions of postings, written row by row past the deeds, which would take hours: what it leaves is what they would have left (but
/// for keys and audit rows), in the order in which they would have, and <c>verify</c> finds it sound. Five years of invoices that came in on the four
/// days a month on which a municipality takes in messages. Indexes and triggers go while it is filled and come back as the migrations made them.
/// </summary>
internal sealed class GrownLedger : IDisposable
{
    private const int LinesFromYear = 2021;
    private const long Hour = 1000;
    private static readonly DateOnly DecidedOn = new(LinesFromYear, 6, 1);
    /// <summary>July 2021 to May 2026, four days a month.</summary>
    private static readonly DateOnly[] MessageDays =
        [.. new Period(new(LinesFromYear, 7, 1), new(2026, 5, 31)).Months().SelectMany(month => new[] { 4, 11, 18, 25 }.Select(day => month.StartsOn.AddDays(day)))];

    private readonly BenchTown town;
    private readonly LedgerSize size;
    private readonly PreparingConnection connection;
    private string[] fingerprints = [];
    private readonly Dictionary<Guid, long> linesOfMessages = [];

    private GrownLedger(BenchTown town, LedgerSize size)
    {
        (this.town, this.size) = (town, size);
        connection = new PreparingConnection($"{town.Storage.ConnectionString};Foreign Keys=False;Pooling=False");
    }

    /// <summary>Fills the town's empty books.</summary>
    /// <param name="withPostings">False: everything that postings stand on, and none themselves.</param>
    public static async Task Fill(BenchTown town, LedgerSize size, bool withPostings = true)
    {
        var bsnHashes = await GrownWords.BsnHashes(town, size.BudgetsEach / 2);
        await town.Reopen();
        using var ledger = new GrownLedger(town, size) { fingerprints = bsnHashes };
        await ledger.connection.OpenAsync();
        // A crash would lose it all; it is made to be thrown away.
        await ledger.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-262144; PRAGMA temp_store=FILE;");
        await ledger.InGroups(size.Budgets, "files", ledger.WriteFile);
        if (withPostings)
        {
            var wire = new SqliteWire(ledger.connection);
            await town.Database.Dialect.FillEmpty(wire, "postings", () => ledger.InGroups(size.Budgets, "postings", ledger.WriteBook));
            await town.Database.Dialect.FillEmpty(wire, "invoice_lines", () => ledger.InGroups((size.PostingsEach - 2L) * size.Budgets, "invoice lines", ledger.WriteLine));
            ledger.CompleteMessages();
        }

        await ledger.Execute("PRAGMA journal_mode=WAL");
    }

    public static string BudgetNumber(int budget) => string.Create(CultureInfo.InvariantCulture, $"{LinesFromYear + (budget / 900_000)}-{(budget % 900_000) + 1:D6}");

    /// <summary>Who holds a budget and may look at it.</summary>
    public static Actor HolderOf(int budget, LedgerSize size) =>
        new(new UserId(Id(Kind.User, budget / 2)), Role.Resident, BenchTown.MunicipalityCode(budget / size.BudgetsEach));

    public static BudgetId BudgetIdOf(int budget) => new(Id(Kind.Budget, budget));

    /// <summary>One more line of an hour, booked by the product.</summary>
    public static async Task<Posting> AppendLine(Session session, BudgetLedger ledger, int budget) => BenchTown.Must(await ledger.Append(new NewPosting(
        PostingKind.Invoice, Account.Reserved, Account.Payable, new Money(Hour), BenchTown.Today.AddDays(-20),
        OriginKind.InvoiceLine, session.NewId(), "invoice 1-1", new AssignmentId(Id(Kind.Assignment, budget)), BenchTown.Agb,
        Seal: Seal.Of(SomeFacts))));

    /// <summary>As much as an invoice line has.</summary>
    public static object?[] SomeFacts =>
    [
        BenchTown.Today.ToString("O", CultureInfo.InvariantCulture), 1L, "0402", BenchTown.Agb, "", "1-1", null, 1L, BenchTown.Rate.ToString(), BenchTown.Category,
        BenchTown.Product, BenchTown.Today, BenchTown.Today, 1L, "04", Hour, Hour, "D", "",
    ];

    public void Dispose() => connection.Dispose();

    private enum Kind { User, Resident, Request, Decision, Budget, Assignment, Message, Line }

    /// <summary>A UUIDv7 that follows from what it is the id of: ids of a kind stand in the order of their numbers.</summary>
    private static Guid Id(Kind kind, long number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (1_625_000_000_000 + number) << 16);
        // Any spreading of the bits will do for the half that is random elsewhere.
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], (((ulong)number << 4) + (ulong)kind + 1) * 0x9E3779B97F4A7C15);
        (bytes[6], bytes[7], bytes[8]) = (0x70, (byte)kind, (byte)((bytes[8] & 0x3F) | 0x80));
        return new Guid(bytes, bigEndian: true);
    }

    private async Task Execute(string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task InGroups(long count, string what, Action<long> write)
    {
        const int Group = 50_000;
        for (var from = 0L; from < count; from += Group)
        {
            await Execute("BEGIN");
            for (var index = from; index < Math.Min(count, from + Group); index++)
            {
                write(index);
            }

            await Execute("COMMIT");
            Progress.Show(what, Math.Min(count, from + Group), count);
        }
    }

    /// <summary>All that a budget stands on: its holder, the request, the decision, the provider's assignment.</summary>
    private void WriteFile(long index)
    {
        var budget = (int)index;
        var inTown = budget % size.BudgetsEach;
        var (code, resident, at) = (CodeOf(budget), Id(Kind.Resident, budget / 2), At(DecidedOn));
        if (budget % 2 == 0)
        {
            var (user, request) = (Id(Kind.User, budget / 2), Id(Kind.Request, budget / 2));
            connection.Write(InsertResidentSql,
                [resident, code, GrownWords.Hidden(resident, HiddenColumn.ResidentBsn, "", TestBsns.At(inTown / 2)), "Mevrouw A. de Vries", "mevrouw a. de vries", new DateOnly(1948, 3, 12), fingerprints[inTown / 2]]);
            connection.Write(InsertKeySql,
                [resident, GrownWords.WrappedKey(resident), at]);
            connection.Write(InsertUserSql,
                [user, $"r{budget / 2}", "Mevrouw A. de Vries", code]);
            connection.Write(InsertAccessSql,
                [user, resident]);
            connection.Write(InsertRequestSql,
            [
                request, BudgetNumber(budget), code, resident, user, at, DecidedOn,
                GrownWords.Hidden(resident, HiddenColumn.OwnWords, $"{request:D}", "Het gaat niet meer."),
                GrownWords.Hidden(resident, HiddenColumn.CurrentHelp, $"{request:D}", "Mijn dochter"), GrownWords.Hidden(resident, HiddenColumn.WishedSupport, $"{request:D}", "Hulp"),
            ]);
        }

        connection.Write(NewDecision.InsertDecisionSql, DecisionOf(budget));
        connection.Write(NewDecision.InsertBudgetSql, BudgetOf(budget));
        connection.Write(ChooseProvider.InsertSql, AssignmentOf(budget));
    }

    private object?[] DecisionOf(int budget) =>
    [
        Id(Kind.Decision, budget), BudgetNumber(budget), Id(Kind.Request, budget / 2), CodeOf(budget), Id(Kind.Resident, budget / 2),
        town.Caseworker.UserId.Value, At(DecidedOn), DecidedOn, DecidedOn,
        GrownWords.Hidden(Id(Kind.Resident, budget / 2), HiddenColumn.Reasons, $"{Id(Kind.Decision, budget):D}", "Dit is nodig."),
    ];

    private object?[] BudgetOf(int budget) =>
    [
        Id(Kind.Budget, budget), BudgetNumber(budget), Id(Kind.Decision, budget), CodeOf(budget), Id(Kind.Resident, budget / 2), BenchTown.Product,
        "personfollowing", 1_000_000L, "total", BenchTown.Rate.Cents, BenchTown.Running.StartsOn, BenchTown.Running.EndsOn,
    ];

    private object?[] AssignmentOf(int budget) =>
    [
        Id(Kind.Assignment, budget), (budget % size.BudgetsEach) + 1L, CodeOf(budget), Id(Kind.Budget, budget), town.Contracts[budget / size.BudgetsEach].Value,
        town.Provider.Value, BenchTown.Rate.Cents, BenchTown.Running.StartsOn, BenchTown.Running.EndsOn, Id(Kind.User, budget / 2), At(DecidedOn),
    ];

    private object?[] LineOf(long index)
    {
        var (line, budget) = ((int)(index / size.Budgets), (int)(index % size.Budgets));
        var (municipality, inTown) = Math.DivRem(budget, size.BudgetsEach);
        var at = DayOf(budget, line);
        var day = MessageDays[at];
        return
        [
            Id(Kind.Line, index), Id(Kind.Message, (municipality * 1000) + at), index, CodeOf(budget), BenchTown.Agb, "", $"{inTown}-{line}", null,
            inTown + 1L, Id(Kind.Assignment, budget), BenchTown.Category, BenchTown.Product, day.AddDays(-20), day.AddDays(-20), 1L, "04", Hour, Hour, "D", "",
        ];
    }

    private string CodeOf(int budget) => BenchTown.MunicipalityCode(budget / size.BudgetsEach);

    private static DateTimeOffset At(DateOnly day) => AmsterdamDay.At(day, new TimeOnly(9, 0));

    /// <summary>One budget from its first posting to its last.</summary>
    private void WriteBook(long index)
    {
        var budget = (int)index;
        var (balance, hash, number) = (Balance.Empty, Posting.NoHash, 0L);
        var (budgetId, assignmentId, granted) = (BudgetIdOf(budget), new AssignmentId(Id(Kind.Assignment, budget)), Money.Of(BenchTown.Rate, new Quantity(10_000)));

        void Append(
            PostingKind kind, Account from, Account to, Money amount, DateOnly occurredOn, DateOnly postedOn, OriginKind originKind, Guid origin, Actor actor,
            string reason, params object?[][] facts)
        {
            balance = balance.Move(from, to, amount).Value;
            var isReserved = from == Account.Reserved || to == Account.Reserved;
            var posting = new Posting(
                budgetId, ++number, kind, from, to, amount, occurredOn, Posting.EffectiveDay(occurredOn, postedOn, closedUntil: null),
                postedOn, At(postedOn), balance, isReserved ? assignmentId : null, isReserved ? balance.Reserved : null,
                isReserved ? BenchTown.Agb : "", originKind, origin, ReversesNumber: null, actor.UserId, OnBehalfOf: null, reason, Seal.Of(facts), Hash: "");
            posting = posting with { Hash = hash = posting.ComputeHash(hash) };
            connection.Write(PostingRow.InsertSql, PostingRow.Values(posting));
        }

        Append(PostingKind.Grant, Account.Fund, Account.Available, granted, DecidedOn, DecidedOn, OriginKind.Decision, Id(Kind.Decision, budget), town.Caseworker, $"decision {BudgetNumber(budget)}",
            DecisionOf(budget), BudgetOf(budget));
        Append(PostingKind.Reserve, Account.Available, Account.Reserved, granted, DecidedOn, DecidedOn, OriginKind.Assignment, assignmentId.Value, HolderOf(budget, size), $"assignment {budget + 1}",
            AssignmentOf(budget));
        for (var line = 0; line < size.PostingsEach - 2; line++)
        {
            var (day, lineIndex) = (MessageDays[DayOf(budget, line)], ((long)line * size.Budgets) + budget);
            Append(
                PostingKind.Invoice, Account.Reserved, Account.Payable, new Money(Hour), day.AddDays(-20), day,
                OriginKind.InvoiceLine, Id(Kind.Line, lineIndex), town.Finance, $"invoice {budget % size.BudgetsEach}-{line}", LineOf(lineIndex));
        }
    }

    /// <summary>On which of the message days: a budget's lines are spread evenly, and so are the budgets over the days.</summary>
    private int DayOf(int budget, int line) =>
        (int)((line + ((budget % size.BudgetsEach) / (double)size.BudgetsEach)) * MessageDays.Length / (size.PostingsEach - 2));

    /// <summary>In the order in which lines came in, not in the order of the budgets: a budget's lines lie far apart, as in a real town.</summary>
    private void WriteLine(long index)
    {
        var (line, budget) = ((int)(index / size.Budgets), (int)(index % size.Budgets));
        var at = DayOf(budget, line);
        var (day, message) = (MessageDays[at], Id(Kind.Message, (budget / size.BudgetsEach * 1000) + at));
        if (linesOfMessages.TryAdd(message, 0))
        {
            connection.Write(InsertMessageSql, [message, CodeOf(budget), BenchTown.Agb, $"M{at}", day, town.Finance.UserId.Value, At(day)]);
        }

        linesOfMessages[message]++;
        connection.Write(LineBook.InsertLineSql, [.. LineOf(index), BudgetIdOf(budget).Value, line + 3L]);
    }

    private void CompleteMessages()
    {
        foreach (var (message, lines) in linesOfMessages)
        {
            connection.Write(CompleteMessageSql, [lines, lines * Hour, message]);
        }
    }

    private const string InsertResidentSql = """
        INSERT INTO residents (id, municipality_code, bsn, name, search_name, born_on, bsn_hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """;

    private const string InsertKeySql = """
        INSERT INTO resident_keys (resident_id, wrapped, made_at)
        VALUES ($1, $2, $3)
        """;

    private const string InsertUserSql = """
        INSERT INTO users (id, login, name, role, municipality_code, provider_id)
        VALUES ($1, $2, $3, 'resident', $4, NULL)
        """;

    private const string InsertAccessSql = """
        INSERT INTO resident_access (user_id, resident_id, kind, starts_on, ends_on)
        VALUES ($1, $2, 'self', '2000-01-01', '2100-01-01')
        """;

    private const string InsertRequestSql = """
        INSERT INTO support_requests (
            id, number, municipality_code, resident_id, submitted_by, submitted_at, submitted_on, investigate_by,
            own_words, current_help, wished_support, wished_provider, wished_form)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, '', 'personfollowing')
        """;

    private const string InsertMessageSql = """
        INSERT INTO declaration_messages (
            id, municipality_code, sender_agb, identification, declaration_number, dated_on, starts_on, ends_on, file_hash,
            line_count, rejected_count, submitted_cents, accepted_cents, received_by, received_at, received_on, answer)
        VALUES ($1, $2, $3, $4, $4, $5, $5, $5, '', 0, 0, 0, 0, $6, $7, $5, '')
        """;

    private const string CompleteMessageSql = """
        UPDATE declaration_messages
        SET line_count = $1,
            submitted_cents = $2,
            accepted_cents = $2
        WHERE id = $3
        """;
}
