using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Budget.Core.Assignments;
using Budget.Core.Decisions;
using Budget.Core.Invoices;
using Budget.Core.Ledger;
using Budget.Core.Residents;
using Budget.Core.Storage;

namespace Budget.Tests.Databases;

/// <summary>
/// A database as it was before anything was hidden (migration 0022), with a resident of whom everything there can be is there: request, report, decision,
/// postings, a corrected one, a declaration with a rejected line, a draft, keys of deeds. And one who has only just asked.
/// </summary>
internal static class Yesterday
{
    public const string Bsn = "999990019", OtherBsn = "999900006", RejectedBsn = "999990020";
    public const string Number = "2026-000001", OtherNumber = "2026-000002";
    public static readonly ResidentId Resident = new(Id(1)), Other = new(Id(2));
    public static readonly Actor Caseworker = new(new UserId(Id(3)), Role.Caseworker, Town.Huizen);
    public static readonly Actor Finance = new(new UserId(Id(4)), Role.Finance, Town.Huizen);
    public static readonly Actor Holder = new(new UserId(Id(5)), Role.Resident, Town.Huizen);
    public static readonly RegisterUser.Entry Registered = new("beheer", "Naam beheer", Role.Administrator, Town.Huizen);
    public static readonly MessageId Message = new(Id(6));
    private static readonly DateOnly Day = new(2026, 5, 4);

    public const string OwnWords = "Het gaat niet meer zo goed hier.", Goal = "Een schoon en stil huis", Advice = "Toekennen dat het snel kan.";
    public const string Finding = "Zij kan niet meer bukken.", Reasons = "Dit is nodig en niet anders.", Correction = "Zij lag in het ziekenhuis.", Typing = "Ik wilde nog zeggen";
    public const string Answer = "<wmo325>999990020</wmo325>";

    /// <summary>The file of the declaration that had come in.</summary>
    public static byte[] File() => DeclarationOf.Bytes(DeclarationOf.Lines("M1", new DeclarationLine(
        0, RejectedBsn, "R2", PreviousReference: null, 77, "02", Town.Guidance, Period.Month(2026, 4), 1, "04", new Money(6000), new Money(6000), IsCredit: false, XmlLine: 0)));

    private static Guid Id(int number) => Guid.ParseExact($"019c0000-0000-7000-8000-{number:D12}", "D");

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string PlainHash(string deed, object content) => Hash(JsonSerializer.SerializeToUtf8Bytes(new { deed, content }));

    public static async Task Write(Database database)
    {
        await Migrate(database);
        await database.Overwrite(async session =>
        {
            await session.Execute(PeopleSql, new
            {
                Resident,
                Other,
                Bsn,
                OtherBsn,
                Caseworker = Caseworker.UserId,
                Finance = Finance.UserId,
                Holder = Holder.UserId,
                Provider = $"{Id(10):D}",
                Contract = $"{Id(11):D}",
                Request = $"{Id(12):D}",
                OtherRequest = $"{Id(13):D}",
                Message,
                Town.Agb,
                Town.Guidance,
                Town.Huizen,
                OwnWords,
                Goal,
                Advice,
                Finding,
                Day,
                session.Now,
                Draft = JsonSerializer.Serialize(new Core.SupportRequests.RequestContent(Typing, [], "", "", "", WishedForm: null)),
                FileHash = Hash(File()),
                Answer,
                UserHash = PlainHash(nameof(RegisterUser), Registered),
                UserAnswer = JsonSerializer.Serialize(new UserId(Id(20))),
                FileKey = $"323:{Hash(File())}",
                ImportHash = PlainHash(nameof(ImportDeclaration), Hash(File())),
                FileAnswer = JsonSerializer.Serialize(new ImportDeclaration.Result(Message, Town.Agb, "DM1", 2, 1, new Money(12_000), new Money(6000), Day, IsRepeat: false)),
            });
            // What the ledger of today asks for beside, which nobody had yet.
            await session.Execute("CREATE TABLE decision_kinds (earlier_budget_id TEXT, ended_on DATE)");
            await session.Execute("CREATE TABLE payment_bookings (budget_id TEXT, posting_number BIGINT, line_id TEXT)");
            await Book(session);
            await session.Execute("DROP TABLE decision_kinds");
            await session.Execute("DROP TABLE payment_bookings");
        });
    }

    /// <summary>The schema of then, as the portal of then would have recorded it.</summary>
    private static async Task Migrate(Database database)
    {
        await database.ChangeSchema(async session =>
        {
            await session.Execute("CREATE TABLE schema_migrations (name TEXT PRIMARY KEY, text_hash TEXT NOT NULL, applied_at TIMESTAMPTZ NOT NULL)");
            foreach (var (name, text) in Migrator.Files().Where(file => string.CompareOrdinal(file.Name[..4], "0022") <= 0))
            {
                await session.Execute(database.Dialect.OpenComments(text));
                await session.Execute("INSERT INTO schema_migrations (name, text_hash, applied_at) VALUES (@name, @Hash, @Now)", new { name, Hash = Hash(Encoding.UTF8.GetBytes(text)), session.Now });
            }

            return true;
        });
    }

    private static async Task Book(Session session)
    {
        var (budgetId, assignmentId, line) = (new BudgetId(Id(30)), new AssignmentId(Id(31)), Id(32));
        object?[] decision = [Id(33), "2026-000001", Id(12), Town.Huizen, Resident.Value, Caseworker.UserId.Value, session.Now, Day, Day, Reasons];
        object?[] budget = [budgetId.Value, Number, Id(33), Town.Huizen, Resident.Value, Town.Guidance, "personfollowing", 10_000L, "total", 6000L, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31)];
        object?[] assignment = [assignmentId.Value, 1L, Town.Huizen, budgetId.Value, Id(11), Id(10), 6000L, new DateOnly(2026, 1, 1), new DateOnly(2026, 12, 31), Holder.UserId.Value, session.Now];
        object?[] Line(Guid id, long number, string bsn, long assigned, Guid? assignmentOf, string codes) =>
        [
            id, Message.Value, number, Town.Huizen, Town.Agb, bsn, $"R{number}", null, assigned, assignmentOf, "02", Town.Guidance, new DateOnly(2026, 4, 1), new DateOnly(2026, 4, 30),
            1L, "04", 6000L, 6000L, "D", codes,
        ];
        await session.Wire.Send(NewDecision.InsertDecisionSql, decision);
        await session.Wire.Send(NewDecision.InsertBudgetSql, budget);
        await session.Wire.Send(ChooseProvider.InsertSql, assignment);
        var ledger = await BudgetLedger.Open(session, Caseworker, budgetId);
        await ledger.Append(new NewPosting(PostingKind.Grant, Account.Fund, Account.Available, new Money(600_000), Day, OriginKind.Decision, Id(33), "decision 2026-000001", Seal: Seal.Of(decision, budget)));
        await ledger.Append(new NewPosting(
            PostingKind.Reserve, Account.Available, Account.Reserved, new Money(600_000), Day, OriginKind.Assignment, assignmentId.Value, "assignment 1", assignmentId, Town.Agb, Seal: Seal.Of(assignment)));
        var accepted = Line(line, 1, Bsn, 1, assignmentId.Value, "");
        await ledger.Append(new NewPosting(
            PostingKind.Invoice, Account.Reserved, Account.Payable, new Money(6000), new(2026, 4, 30), OriginKind.InvoiceLine, line, "declaration DM1 line 1", assignmentId, Town.Agb, Seal: Seal.Of(accepted)));
        await session.Wire.Send(LineBook.InsertLineSql, [.. accepted, budgetId.Value, 3L]);
        await session.Wire.Send(LineBook.InsertLineSql, [.. Line(Id(34), 2, RejectedBsn, 77, null, "9338"), null, null]);
        await ledger.Reverse(3, Correction);
    }

    private const string PeopleSql = """
        INSERT INTO municipalities (code, name, phone, email) VALUES (@Huizen, 'Huizen', '035', 'wmo@example.nl');
        INSERT INTO products (municipality_code, code, category, unit, name_nl, name_en, rate_cents) VALUES (@Huizen, @Guidance, '02', '04', 'Begeleiding', 'Guidance', 6600);
        INSERT INTO providers (id, agb, kvk, name, about_nl, about_en, phone) VALUES (@Provider, @Agb, '12345678', 'De Helpende Hand', '', '', '');
        INSERT INTO contracts (id, provider_id, municipality_code, product_code, rate_cents, starts_on, ends_on) VALUES (@Contract, @Provider, @Huizen, @Guidance, 6000, '2020-01-01', '2040-12-31');
        INSERT INTO residents (id, municipality_code, bsn, name, search_name, born_on)
        VALUES (@Resident, @Huizen, @Bsn, 'Anna Vos', 'anna vos', '1950-05-05'), (@Other, @Huizen, @OtherBsn, 'Bram Vos', 'bram vos', '1951-05-05');
        INSERT INTO users (id, login, name, role, municipality_code)
        VALUES (@Caseworker, 'consulent', 'Naam', 'caseworker', @Huizen), (@Finance, 'financien', 'Naam', 'finance', @Huizen), (@Holder, 'bewoner', 'Anna Vos', 'resident', @Huizen);
        INSERT INTO resident_access (user_id, resident_id, kind, starts_on, ends_on)
        VALUES (@Holder, @Resident, 'self', '2000-01-01', '2100-01-01'), (@Holder, @Other, 'representative', '2000-01-01', '2100-01-01');
        INSERT INTO support_requests (
            id, number, municipality_code, resident_id, submitted_by, submitted_at, submitted_on, investigate_by, own_words, current_help, wished_support, wished_provider, wished_form)
        VALUES (@Request, '2026-000001', @Huizen, @Resident, @Holder, @Now, @Day, @Day, @OwnWords, 'Mijn dochter elke week', '', '', 'unsure'),
               (@OtherRequest, '2026-000002', @Huizen, @Other, @Holder, @Now, @Day, @Day, 'Ik slaap slecht en val veel.', '', '', '', 'unsure');
        INSERT INTO support_needs (request_id, life_domain, goal) VALUES (@Request, 'Household', @Goal), (@Request, 'Contact', 'Vaker onder de mensen');
        INSERT INTO investigation_reports (request_id, written_by, written_at, written_on, advice) VALUES (@Request, @Caseworker, @Now, @Day, @Advice);
        INSERT INTO investigation_findings (request_id, point, finding) VALUES (@Request, 'a', @Finding), (@Request, 'c', 'Een buurvrouw.');
        INSERT INTO support_request_drafts (user_id, resident_id, content, send_key, saved_at) VALUES (@Holder, @Other, @Draft, 'x', @Now);
        INSERT INTO declaration_messages (
            id, municipality_code, sender_agb, identification, declaration_number, dated_on, starts_on, ends_on, file_hash, line_count, rejected_count, submitted_cents, accepted_cents,
            received_by, received_at, received_on, answer)
        VALUES (@Message, @Huizen, @Agb, 'M1', 'DM1', @Day, @Day, @Day, @FileHash, 2, 1, 12000, 6000, @Finance, @Now, @Day, @Answer);
        INSERT INTO idempotency_keys (user_id, idempotency_key, deed, content_hash, answer, done_at)
        VALUES ('00000000-0000-0000-0000-000000000000', 'old-key-of-yesterday', 'RegisterUser', @UserHash, @UserAnswer, @Now), (@Finance, @FileKey, 'ImportDeclaration', @ImportHash, @FileAnswer, @Now);
        """;
}
