using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;
using Budget.Core;
using Budget.Core.Couplings;
using Budget.Core.Exchange;
using Budget.Core.Storage;
using Portal.Access;

namespace Portal.Api;

/// <summary>
/// The messages beside the declaration as a program fetches and sends them: what municipalities tell the provider (WMO301, WMO319) under berichten, what the provider tells and asks (WMO305, WMO307, WMO315,
/// WMO317) under inzendingen. By the same deeds as in the office.
/// </summary>
internal static class MessagesApi
{
    private const string ToFetch = $"{ApiAnswers.Root}/berichten";
    private const string SentIn = $"{ApiAnswers.Root}/inzendingen";
    private const int Most = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(ToFetch, ["GET", "HEAD"], List).RequireAuthorization(CouplingScope.ReadMessages).WithName("berichtenLezen").WithTags("Berichten")
            .Produces<Fetchable>().Fails();
        routes.MapMethods($"{ToFetch}/{{id:guid}}", ["GET", "HEAD"], Text).RequireAuthorization(CouplingScope.ReadMessages).WithName("berichtLezen").WithTags("Berichten")
            .Produces<string>(contentType: SentBody.Xml).Fails(StatusCodes.Status404NotFound);
        routes.MapPost(SentIn, Send).RequireAuthorization(CouplingScope.SendMessages).TakesMessage().WithName("inzendingSturen").WithTags("Inzendingen")
            .Produces<SentMessage>(StatusCodes.Status201Created).Produces<SentMessage>().Fails(SentBody.Failures);
        routes.MapMethods($"{SentIn}/{{id:guid}}", ["GET", "HEAD"], One).RequireAuthorization(CouplingScope.ReadMessages).WithName("inzendingLezen").WithTags("Inzendingen")
            .Produces<SentMessage>().Fails(StatusCodes.Status404NotFound);
    }

    /// <summary>What waits to be made is made first: for who asks it was there all the time.</summary>
    private static async Task<IResult> List(HttpContext context, MessageTraffic traffic, PrepareMessages prepare, Database database, Guid? voor = null)
    {
        var me = context.User.ToActor();
        var (waiting, found) = await traffic.FetchBefore(me, voor, Most);
        if (waiting > 0 && voor is null && HttpMethods.IsGet(context.Request.Method))
        {
            await prepare.Do(me, IdempotencyKey.Of($"api:{database.NewId():D}"));
            (_, found) = await traffic.FetchBefore(me, voor, Most);
        }

        return Results.Json(new Fetchable(
            [.. found.Take(Most).Select(one => new FetchableMessage(one.Id, $"{ToFetch}/{one.Id:D}", one.Kind, one.Identification, About(one.About), one.MunicipalityName, one.AssignmentNumber, one.MadeOn))],
            found.Count > Most ? $"{ToFetch}?voor={found[Most - 1].Id:D}" : null));
    }

    private static async Task<IResult> Text(HttpContext context, MessageTraffic traffic, Guid id) => await traffic.Text(context.User.ToActor(), id) is { } file
        ? Results.Bytes(Encoding.UTF8.GetBytes(file.Text), SentBody.Xml, file.Name)
        : Problem.NotFound.With();

    private static async Task<IResult> One(HttpContext context, MessageTraffic traffic, Guid id) => await traffic.One(context.User.ToActor(), id) is (var message, var parts)
        ? Results.Json(SentMessage.Of(id, $"{SentIn}/{id:D}", message.Kind, message.Identification, message.ReceivedOn, parts, CultureInfo.CurrentUICulture))
        : Problem.NotFound.With();

    private static async Task<IResult> Send(HttpContext context, ImportMessage import)
    {
        if (SentBody.TypeOf(context.Request) is not SentBody.Xml)
        {
            return SentBody.TypeUnknown(context.Response, SentBody.Xml);
        }

        var taken = await import.Do(context.User.ToActor(), await MessageFile.Load(context.Request.Body));
        if (taken.Result is not { } result)
        {
            return taken.Fault is { } fault ? await SentBody.Refused(context.Request, fault) : SentBody.Refused(taken.Refusal!);
        }

        var shown = SentMessage.Of(result.Id.Value, $"{SentIn}/{result.Id.Value:D}", result.Kind, result.Identification, result.ReceivedOn, result.Parts, CultureInfo.CurrentUICulture);
        return SentBody.Taken(context.Response, shown.Address, shown, result.IsRepeat);
    }

    private static string About(string about) => about switch { "new" => "nieuw", "end" => "einde", "refused" => "afgewezen", _ => "in-onderzoek" };
}

/// <summary>What there is to fetch, the newest first.</summary>
internal sealed record Fetchable([property: JsonPropertyName("berichten")] IReadOnlyList<FetchableMessage> Messages, [property: JsonPropertyName("volgende")] string? Next);

/// <param name="About">nieuw or einde of an assignment (WMO301); afgewezen or in-onderzoek of what was asked (WMO319).</param>
internal sealed record FetchableMessage(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("adres")] string Address,
    [property: JsonPropertyName("soort")] string Kind,
    [property: JsonPropertyName("identificatie")] string Identification,
    [property: JsonPropertyName("betreft")] string About,
    [property: JsonPropertyName("gemeente")] string MunicipalityName,
    [property: JsonPropertyName("toewijzingnummer")] long? AssignmentNumber,
    [property: JsonPropertyName("gemaaktOp")] DateOnly MadeOn);

/// <summary>A message that was sent in, and what became of each of its parts.</summary>
internal sealed record SentMessage(
    [property: JsonPropertyName("id")] Guid Id,
    [property: JsonPropertyName("adres")] string Address,
    [property: JsonPropertyName("soort")] string Kind,
    [property: JsonPropertyName("identificatie")] string Identification,
    [property: JsonPropertyName("ontvangenOp")] DateOnly ReceivedOn,
    [property: JsonPropertyName("onderdelen")] IReadOnlyList<SentPart> Parts)
{
    public static SentMessage Of(Guid id, string address, string kind, string identification, DateOnly receivedOn, IReadOnlyList<MessagePart> parts, CultureInfo culture) => new(
        id, address, kind, identification, receivedOn,
        [.. parts.Select(part => new SentPart(part.Number, part.About, !part.IsRefused, part.Code, part.IsRefused ? MessagePartText.For(part, culture) : null, part.Detail))]);
}

/// <param name="About">The number of the assignment or the code of the product, as it was sent.</param>
/// <param name="Code">Of what was taken in what was done with it; else a return code of iWmo, or a rule of ours.</param>
internal sealed record SentPart(
    [property: JsonPropertyName("nummer")] long Number,
    [property: JsonPropertyName("betreft")] string About,
    [property: JsonPropertyName("isVerwerkt")] bool IsTaken,
    [property: JsonPropertyName("code")] string Code,
    [property: JsonPropertyName("melding")] string? Message,
    [property: JsonPropertyName("gegeven")] string? Detail);
