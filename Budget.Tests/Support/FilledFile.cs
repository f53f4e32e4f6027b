using Budget.Core.Caseload;
using Budget.Core.Closing;
using Budget.Core.Community;
using Budget.Core.Concerns;
using Budget.Core.Consent;
using Budget.Core.Decisions;
using Budget.Core.Departures;
using Budget.Core.Delivery;
using Budget.Core.Disputes;
using Budget.Core.Exchange;
using Budget.Core.Iwmo;
using Budget.Core.Investigations;
using Budget.Core.Ledger;
using Budget.Core.Mandates;
using Budget.Core.Messages;
using Budget.Core.MyData;
using Budget.Core.Neighbourhoods;
using Budget.Core.OpenOffer;
using Budget.Core.PersonHeld;
using Budget.Core.Plans;
using Budget.Core.Residents;
using Budget.Core.Secrecy;
using Budget.Core.SignIn;
using Budget.Core.Storage;
using Budget.Core.Supporters;
using Budget.Core.SupportRequests;
using Budget.Core.Surveys;
using Budget.Core.Assignments;

namespace Budget.Tests.Support;

/// <summary>A resident of whom everything is kept that can be kept, in words and figures that are found nowhere else.</summary>
internal sealed record FilledFile(Resident Resident, Actor Mother, Actor Delegate)
{
    /// <summary>Each was typed or computed once, and stands in the file. As people read it.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        "Wilhelmina Łukasik-Đorđević", "999990019", "Trap op gaat niet meer: <b>val</b> & \"angst\".", "Een huis dat schoon is.", "Buurman Øyvind kookt.", "Iemand voor dinsdag.", "De Draaikom graag.",
        "Zelf de was doen lukt nog.", "Advies van de consulent: hulp.", "Redenen van dit besluit.", "Fatima El Amrani", "Verkeerde maand: 'hij' was er niet.", "Nog niet verstuurde zin.",
        "REF-MEI-17", "REF-FOUT-18", "Naam moeder", "Naam gemachtigde", "Naam consulent", "Naam financien", "De Helpende Hand", "Apparaat van Wil", "Apparaat van de gemachtigde", "substantieel",
        "Buurman helpt niet meer.", "Hij is verhuisd.", "Het verslag blijft zoals het was.", "Ik wil dat het weg is.", "Voorstel van de consulent.",
        "Deze maand klopt niet.", "Deze maand klopt wel.", "brief van de huisarts.pdf", "Zij deed niet open en nam niet op.", "Naam aanbieder", "Naam financien2", "Bovenmaten", "Samen eten op dinsdag", "Er is geen bankje.", "Koffie in de hal.", "Daar staat een naam in.", "Het bankje komt er.",
        "Koken kan ik zelf.", "Mijn dochter wil een vrije avond.", "Een poetsrobot hielp niet.", "Vrijdag kom ik uit het ziekenhuis.", "Mijn plan: Greetje van de overkant.", "De was klopt niet.", "De was is aangepast.",
        "Kan de hulp op dinsdag?", "Dinsdag kan, om tien uur.", "wil@example.nl",
        "Dit besluit klopt niet, want ik kan het niet.", "Ik lag in het ziekenhuis in augustus.", "Op dit bezwaar is gelet.", "Naam bezwaarder",
        "Zij komt vaak te laat, maar zij luistert.", "Buurvrouw Zorgt aan de Gooilaan", "Zij kent mij al dertig jaar.", "Zij heeft nog geen verklaring.",
        "Anja die naast mij staat", "Naam meelezer", "Huisartsenpraktijk Proef", "Naam huisarts", "Hij eet slecht sinds het voorjaar.",
        "De ramen zijn nog vuil.", "Wij vragen om een andere dag.",
        "Hulp bij de was en de ramen", "Thuiszorg van de Gooilaan",
        "Minder dagopvang en meer begeleiding", "Daar zijn wij het mee eens.",
        "Haar nicht uit Ámsterdam",
        "Zij ging twee keer te vroeg weg.", "Volgens de planning was zij er.", "Wij geven u hierin gelijk.",
        FilledAgreement.Helper, FilledAgreement.Kvk, FilledAgreement.Iban, FilledAgreement.Tasks, FilledAgreement.WhyReturned, FilledAgreement.WhyLess, "Naam hulp met een code", FilledPayments.Looker,
    ];

    /// <summary>Amounts and volumes.</summary>
    public static readonly IReadOnlyList<string> Amounts = ["€\u00A01.237,00", "€\u00A0113,00", "€\u00A0180,00", "€\u00A010,21", "€\u00A060,00", "11,73", "€\u00A00,87", "39,25", "€\u00A04,13", "2,35"];

    public static async Task<FilledFile> In(Town town)
    {
        var database = town.Database;
        var resident = await town.Resident(Texts[0], Texts[1]);
        Must(await new DrawNeighbourhood(database).Do(await town.User("beheer", Role.Administrator, Town.Huizen), town.Key(), new(new Neighbourhood("bovenmaten", Texts[34], 147_400, 479_500), "")));
        Must(await new ChooseNeighbourhood(database).Do(resident.Actor, town.Key(), new(resident.Id, "bovenmaten")));
        var eating = await (await Offers.Of(town)).Add(Offers.Eating(Texts[35]));
        Must(await new JoinGeneralProvision(database).Do(resident.Actor, town.Key(), new(eating, resident.Id, SharesName: true)));
        Must(await new LeaveGeneralProvision(database).Do(resident.Actor, town.Key(), new(eating, resident.Id)));
        await Ideas(town, resident);
        await Concern(town, resident);
        var content = new RequestContent(Texts[2], [new(LifeDomain.Household, Texts[3])], Texts[4], Texts[5], Texts[6], WishedForm.PersonFollowing)
        {
            OwnStrength = Texts[40],
            CarerNeeds = Texts[41],
            Tried = Texts[42],
            IsUrgent = true,
            UrgentBecause = Texts[43],
        };
        var request = Must(await new SubmitSupportRequest(database).Do(resident.Actor, town.Key(), new(resident.Id, content)));
        Must(await new TakeCase(database).Do(town.Caseworker, town.Key(), request));
        Must(await new HandInPlan(database).Do(resident.Actor, town.Key(), new(request, Texts[44])));
        Must(await new WriteReport(database).Do(town.Caseworker, town.Key(), new(request, new Dictionary<string, string> { ["a"] = Texts[7] }, Texts[8]) { Plan = 1 }));
        Must(await new AnswerReport(database).Do(resident.Actor, town.Key(), new(request, 1, ReportAnswer.Disagree, Texts[45], Applies: false)));
        Must(await new WriteReport(database).Do(town.Caseworker, town.Key(), new(request, new Dictionary<string, string> { ["a"] = Texts[7] }, Texts[8]) { Reply = Texts[46], After = 1, Plan = 1 }));
        var provider = await Grant(1237m, FundingForm.PersonFollowing);
        var held = await Grant(113m, FundingForm.PersonHeld);

        var chosen = Must(await new ChooseProvider(database).Do(resident.Actor, town.Key(), new(provider.BudgetNumber, town.Contract, new(2026, 4, 5))));
        var assigned = new Assigned(provider, Texts[1], chosen.AssignmentNumber);
        var debit = assigned.Debit(Texts[13], 5, 3);
        await town.Import("M17", debit, assigned.Debit(Texts[14], 5, 9_999));
        await town.Import("M18", debit.CreditedBy("REF-TERUG-19"));
        await Dispute(town, resident, assigned, provider.BudgetNumber);
        Must(await new GiveConsent(database).Do(resident.Actor, town.Key(), new(resident.Id, town.Provider, [LifeDomain.Household], new(2026, 9, 1))));
        Must(await new GiveConsent(database).Do(resident.Actor, town.Key(), new(resident.Id, town.Provider, [], default)));
        Must(await new OpenInEmergency(database).Do(town.ProviderStaff, town.Key(), new((await new AssignmentsOfProvider(database).Of(town.ProviderStaff))[0].Id, Texts[31])));
        await new EmergencyLooks(database).Read(resident.Actor, (await new EmergencyLooks(database).Of(resident.Actor))[0].Id);
        await Mailbox.Wants(town, resident.Actor, Texts[49], without: [Budget.Core.Mail.MailKind.ReportIsReady]);
        var (mine, theirs) = (new Conversation(request, town.Provider), Conversation.OfClient((await new AssignmentsOfProvider(database).Of(town.ProviderStaff))[0].Id));
        Must(await new WriteMessage(database).Do(resident.Actor, town.Key(), new(mine, Texts[47])));
        await new ReadMessages(database).UpTo(town.ProviderStaff, theirs, town.Clock.GetUtcNow());
        Must(await new WriteMessage(database).Do(town.ProviderStaff, town.Key(), new(theirs, Texts[48])));
        var invited = Must(await new InviteSupporter(database).Do(resident.Actor, town.Key(), new(request, Texts[58])));
        var code = (await new SupportersOfCase(database).Of(resident.Actor, request))!.Items[0].Code;
        Must(await new AcceptInvitation(database).Do(await town.User("meelezer", Role.Resident, ""), town.Key(), new(code)));
        Must(await new EndSupporter(database).Do(resident.Actor, town.Key(), new(invited)));
        var assignment = (await new AssignmentsOfProvider(database).Of(town.ProviderStaff))[0].Id;
        Must(await new ReportStart(database).Do(town.ProviderStaff, town.Key(), new(assignment, new(2026, 4, 7))));
        Must(await new ReportStop(database).Do(town.ProviderStaff, town.Key(), new(assignment, new(2026, 5, 31), StopReason.Client)));
        Must(await new SayExperience(database).Do(resident.Actor, town.Key(), new(assignment, Helps.Partly, Texts[54])));
        Must(await new OpenSurvey(database).Do(await town.User("beheer", Role.Administrator, Town.Huizen), town.Key(), new(town.Today.Year, town.Today.AddDays(7))));
        Must(await new AnswerSurvey(database).Do(resident.Actor, town.Key(), new(town.Today.Year, resident.Id, new Dictionary<SurveyStatement, SurveyAnswer> { [SurveyStatement.FitsNeed] = SurveyAnswer.Agree }, "")));
        Must(await new ProposeProvider(database).Do(resident.Actor, town.Key(), new(provider.BudgetNumber, Texts[55], Texts[56])));
        Must(await new AnswerProposal(database).Do(town.Caseworker, town.Key(), new(
            Guid.Parse((await new Proposals(database).ToAnswer(town.Caseworker)).Single().Id), IsWelcome: false, Texts[57])));
        await town.MayDeclare();
        await town.Send(MessagesOf.Change("C20", Texts[1], chosen.AssignmentNumber));
        var asked = Guid.Parse((await new Worklist(database).Of(town.Caseworker, WorklistView.All)).Items.Single(item => item.Kind == "change-asked").Target);
        Must(await new AnswerRequest(database).Do(town.Caseworker, town.Key(), new(asked, SaidToProvider.Investigated)));
        Must(await new AnswerRequest(database).Do(town.Caseworker, town.Key(), new(asked, SaidToProvider.Refused, ReasonOfRefusal.OfContent)));
        Must(await new EvaluateGoal(database).Do(resident.Actor, town.Key(), new(request, LifeDomain.Household, new(2026, 2, 12), Helps.No, Texts[63])));
        Must(await new AnswerEvaluation(database).Do(town.Caseworker, town.Key(), new(request, LifeDomain.Household, new(2026, 2, 12), Texts[64])));
        Must(await new AddPlanLine(database).Do(resident.Actor, town.Key(), new(request, LifeDomain.Household, Texts[65], Texts[66], PaidBy.Wmo, provider.BudgetNumber)));
        Must(await new EndPlanLine(database).Do(town.Caseworker, town.Key(), new(
            request, (await new PlanOfCase(database).Of(resident.Actor, request))!.Parts.Single().Lines.Single().Id)));
        // A third product, so that there are two budgets of one form to shift between.
        await Sql.Execute(town, $"INSERT INTO products (municipality_code, code, category, unit, name_nl, name_en) VALUES ('{Town.Huizen}', '07A01', '07', '16', 'Dagbesteding', 'Day activities')");
        await Sql.Execute(town, $"INSERT INTO product_rates (municipality_code, product_code, kind, number, starts_on, rate_cents) VALUES ('{Town.Huizen}', '07A01', 'professional', 1, '2000-01-01', 3900)");
        var day = (await new GrantProvision(database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, "07A01", new Quantity(53), Frequency.Total, new Money(100), Period.Year(2026), FundingForm.PersonFollowing, Texts[9]))).Value.BudgetNumber;
        // Of this budget there is no route: written behind the deed, so that each value is there once.
        await Sql.Execute(town, $"INSERT INTO reablement_steps (budget_id, step, weeks, weekly_volume_hundredths) SELECT id, 1, 10, 530 FROM budgets WHERE number = '{day}'");
        Must(await new AgreeToShift(database).Do(town.Caseworker, town.Key(), new(
            request, Must(await new ProposeShift(database).Do(resident.Actor, town.Key(), new(request, day, provider.BudgetNumber, new Money(700), Texts[67]))), Agrees: true, Texts[68])));

        var agreement = (await new ApproveCareAgreement(database).Do(town.Caseworker, town.Key(), new(
            held.BudgetNumber, Texts[10], HelperKind.Freelancer, new Money(87), new Quantity(39.25m), Period.Year(2026)))).Value;
        Must(await new ForwardClaim(database).Do(resident.Actor, town.Key(), new(agreement, new(2026, 4, 1), new Quantity(11.73m))));
        Must(await new RejectReversal(database).Do(town.FinanceToo, town.Key(), new(Must(await new ProposeReversal(database).Do(town.Finance, town.Key(), new(held.BudgetNumber, 2, Texts[28]))), Texts[29])));
        Must(await town.Reverse(held.BudgetNumber, 2, Texts[11]));
        await FilledAgreement.Write(town, resident.Actor, held.BudgetNumber);
        // Withdrawn because of wrong data, and what was spent on it is to be paid back.
        Must(await new ForwardClaim(database).Do(resident.Actor, town.Key(), new(agreement, new(2026, 5, 1), new Quantity(5m))));
        Must(await new WithdrawProvision(database).Do(town.Caseworker, town.Key(), new(request, held.BudgetNumber, new(2026, 5, 31), WithdrawalGround.A, Texts[9])));
        var recovery = Must(await new RecoverCosts(database).Do(town.Caseworker, town.Key(), new(request, held.BudgetNumber, new Money(413), IsOnPurpose: true, Texts[9]))).DecisionNumber;
        Must(await new AddAttachment(database).Do(resident.Actor, town.Key(), new(request, Texts[30], Databases.AttachmentTests.Pdf("Brief"))));

        var correction = Must(await new AskCorrection(database).Do(resident.Actor, town.Key(), new(resident.Id, CorrectionOf.Report, Texts[23], Texts[24])));
        Must(await new AnswerCorrection(database).Do(town.Caseworker, town.Key(), new(correction, IsAgreed: false, Texts[25])));
        // A file with a decision is not proposed: written behind the deed, so that each value is there once.
        Must(await new AskDestruction(database).Do(resident.Actor, town.Key(), new(resident.Id, Texts[26])));
        await Sql.Execute(town, $"UPDATE data_requests SET proposed_by = '{town.Caseworker.UserId.Value:D}', proposed_at = asked_at WHERE kind = 'destruction'");
        await database.Overwrite(async session => await session.Execute("UPDATE data_requests SET proposal = @Proposal WHERE kind = 'destruction'", new
        {
            Proposal = (await ResidentKey.Of(session, resident.Id)).Hide(HiddenColumn.DataRequestProposal, await session.Single<string>("SELECT id FROM data_requests WHERE kind = 'destruction'"), Texts[27]),
        }));

        // Written behind the deed, which would end all that runs.
        await Sql.Execute(town, $"INSERT INTO departures (resident_id, version, reason, last_on, written_by, written_at, written_on) SELECT resident_id, 1, 'moved', answer_by, '{town.Caseworker.UserId.Value:D}', asked_at, answer_by FROM data_requests WHERE kind = 'destruction'");
        Must(await new TakeBackDeparture(database).Do(town.Caseworker, town.Key(), request));

        var mother = await town.User("moeder", Role.Resident, Town.Huizen);
        Must(await new GiveAccess(database).Do(Actor.System(Town.Huizen), town.Key(), new(mother.UserId, resident.Id, AsRepresentative: true, new(2026, 1, 1), new(2050, 1, 1), AccessGround.Mandate)));
        Must(await new NarrowMandate(database).Do(resident.Actor, town.Key(), new(resident.Id, mother.UserId, [MandateAct.Objections])));
        var @delegate = (await town.User("gemachtigde", Role.Resident, Town.Huizen)) with { ActsFor = resident.Id };
        await new StartSession(database).Do(new(resident.Actor.UserId, Role.Resident, SignInMeans.DigiD, "substantieel", Texts[20]));
        await new StartSession(database).Do(new(@delegate.UserId, Role.Resident, SignInMeans.DigiD, "hoog", Texts[21], resident.Id));
        await Sql.Execute(town, "UPDATE sessions SET ended_at = started_at");
        await Sql.Execute(town, $"UPDATE users SET blocked_at = '2026-06-15T09:00:00.000Z', blocked_for = 'stolen' WHERE id = '{resident.Actor.UserId.Value:D}'");
        await new RequestDraft(database).Save(resident.Actor, resident.Id, _ => RequestContent.Empty with { OwnWords = Texts[12] });
        await database.Overwrite(async session => await Budget.Core.Audit.Trace.Write(
            session, town.Caseworker, Budget.Core.Audit.TraceAction.Look, nameof(CaseOverview), request, resident.Id, resident.Id, Budget.Core.Audit.TraceBasis.Emergency, "Dit kon niet wachten."));
        // A municipality that is late, and a request that is taken back: not of a case that is decided on, so written behind the deeds.
        await Sql.Execute(town, $"INSERT INTO default_notices (request_id, given_by, given_at, given_on, decide_by) SELECT id, submitted_by, submitted_at, submitted_on, investigate_by FROM support_requests WHERE number = '{request}'");
        await Sql.Execute(town, $"INSERT INTO request_ends (request_id, ended_by, ended_at, ended_on) SELECT id, submitted_by, submitted_at, submitted_on FROM support_requests WHERE number = '{request}'");
        await Sql.Execute(town, $"INSERT INTO request_follow_ups (request_id, follows_id) SELECT id, id FROM support_requests WHERE number = '{request}'");
        await database.Overwrite(async session =>
        {
            var id = await session.Single<string>("SELECT id FROM support_requests WHERE number = @request", new { request });
            var broughtBy = (await ResidentKey.Of(session, resident.Id)).Hide(HiddenColumn.BroughtBy, id, Texts[69]);
            await session.Execute("INSERT INTO request_arrivals (request_id, way, brought_by) VALUES (@id, 'counter', @broughtBy)", new { id, broughtBy });
        });
        town.Clock.GoTo(new(2027, 2, 1));
        var objection = Must(await new ObjectToDecision(database).Do(resident.Actor, town.Key(), new(recovery, Texts[50], Texts[51]))).ObjectionNumber;
        Must(await new DecideObjection(database).Do(await town.User("bezwaarder", Role.Caseworker, Town.Huizen), town.Key(), new(objection, ObjectionOutcome.Unfounded, Texts[52])));
        Must(await new CloseYear(database).Do(town.Finance, town.Key(), new(2026)));
        return new FilledFile(resident, mother, @delegate);

        static T Must<T>(Outcome<T> outcome) => outcome.IsRefused ? throw new InvalidOperationException($"{outcome.Refusal}") : outcome.Value;

        async Task<Grant> Grant(decimal euros, FundingForm form) => new(resident, request, (await new GrantProvision(database).Do(town.Caseworker, town.Key(), new(
            request, town.Today, form == FundingForm.PersonHeld ? "01A01" : Town.Guidance, new Quantity(euros), Frequency.Total, new Money(100), Period.Year(2026), form, Texts[9]))).Value.BudgetNumber);
    }

    /// <summary>A line that was said to be right, then not, and that was settled for the resident.</summary>
    private static async Task Dispute(Town town, Resident resident, Assigned assigned, string budget)
    {
        await town.Import("M19", assigned.Debit("REF-APRIL-20", 4, 3));
        await new ConfirmLine(town.Database).Do(resident.Actor, town.Key(), new(budget, 5));
        await new DisputeLine(town.Database).Do(resident.Actor, town.Key(), new(budget, 5, DisputeReason.LessDelivered, Texts[70], new Quantity(2.35m)));
        var dispute = Guid.Parse((await new DisputesOfProvider(town.Database).Of(town.ProviderStaff)).Items.Single().Id);
        await new AnswerDispute(town.Database).Do(town.ProviderStaff, town.Key(), new(dispute, IsDelivered: true, Texts[71]));
        await new SettleDispute(town.Database).Do(town.Caseworker, town.Key(), new(dispute, IsDelivered: false, Texts[72]));
    }

    /// <summary>What a doctor reported, linked and picked up.</summary>
    private static async Task Concern(Town town, Resident resident)
    {
        var practice = (await new AdmitDoctor(town.Database).Do(await town.User("beheer", Role.Administrator, Town.Huizen), town.Key(), new("01000001", "90000001", Texts[60], "035 000 0000"))).Value;
        await new ReportConcern(town.Database).Do(await town.User("huisarts", Role.ProviderStaff, "", practice), town.Key(), new(Town.Huizen, Texts[0], Texts[1], BornOn: null, "", Texts[62], Agrees: true));
        var concern = (await new ConcernList(town.Database).Of(town.Caseworker)).Single().Id;
        await new LinkConcern(town.Database).Do(town.Caseworker, town.Key(), new(concern, resident.Id, Seen: null));
        await new PickUpConcern(town.Database).Do(town.Caseworker, town.Key(), new(concern, resident.Id));
    }

    /// <summary>One that others see and that was answered, one that they do not see, and one of somebody else in which this resident joins.</summary>
    private static async Task Ideas(Town town, Resident resident)
    {
        var other = await town.Resident("Een Ander");
        async Task<IdeaId> Told(Resident who, string words) => (await new TellIdea(town.Database).Do(who.Actor, town.Key(), new(who.Id, IdeaKind.Need, words))).Value;
        Task Judge(IdeaId id, string whyNot) => new JudgeIdea(town.Database).Do(town.Caseworker, town.Key(), new(id, whyNot.Length == 0, whyNot));
        var (bench, coffee, others) = (await Told(resident, Texts[36]), await Told(resident, Texts[37]), await Told(other, "Van een ander."));
        await Judge(bench, "");
        await Judge(coffee, Texts[38]);
        await Judge(others, "");
        await new AnswerIdea(town.Database).Do(town.Caseworker, town.Key(), new(bench, IsFacilitated: true, Texts[39]));
        await new JoinIdea(town.Database).Do(resident.Actor, town.Key(), new(others, resident.Id, JoinsIn: true));
    }
}
