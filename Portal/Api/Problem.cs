using System.Diagnostics;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Portal.Api;

/// <summary>
/// What can go wrong under /api, in a closed catalogue: each has words in both languages (Problems.resx beside this file), and the page /koppelen explains them under their codes. Answered as problem+json
/// (RFC 9457), with nothing of a client in it.
/// </summary>
/// <param name="Code">As programs know it; what they act on.</param>
internal sealed record Problem(string Code, int Status)
{
    public static readonly Problem Incorrect = new("onjuist", StatusCodes.Status400BadRequest);
    public static readonly Problem FileRefused = new("bestand-geweigerd", StatusCodes.Status400BadRequest);
    public static readonly Problem NotKnown = new("niet-aangemeld", StatusCodes.Status401Unauthorized);
    public static readonly Problem TokenOver = new("sleutel-verlopen", StatusCodes.Status401Unauthorized);
    public static readonly Problem NotAllowed = new("niet-toegestaan", StatusCodes.Status403Forbidden);
    public static readonly Problem WithoutTls = new("zonder-tls", StatusCodes.Status403Forbidden);
    public static readonly Problem NotFound = new("niet-gevonden", StatusCodes.Status404NotFound);
    public static readonly Problem MethodUnknown = new("methode-onbekend", StatusCodes.Status405MethodNotAllowed);
    public static readonly Problem NumberReused = new("kenmerk-gebruikt", StatusCodes.Status409Conflict);
    public static readonly Problem TooLarge = new("te-groot", StatusCodes.Status413PayloadTooLarge);
    public static readonly Problem TypeUnknown = new("soort-onbekend", StatusCodes.Status415UnsupportedMediaType);
    public static readonly Problem TooOften = new("te-vaak", StatusCodes.Status429TooManyRequests);
    public static readonly Problem Fault = new("fout", StatusCodes.Status500InternalServerError);
    public static readonly Problem Away = new("even-niet", StatusCodes.Status503ServiceUnavailable);
    public static readonly Problem NotBooking = new("boekt-niet", StatusCodes.Status503ServiceUnavailable);

    public static IReadOnlyList<Problem> All { get; } =
        [Incorrect, FileRefused, NotKnown, TokenOver, NotAllowed, WithoutTls, NotFound, MethodUnknown, NumberReused, TooLarge, TypeUnknown, TooOften, Fault, Away, NotBooking];

    public const string ContentType = "application/problem+json";

    /// <summary>Of a status that something else set. A 4xx without words of its own reads as 400, any other as a fault of ours.</summary>
    public static Problem Of(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => NotKnown,
        StatusCodes.Status403Forbidden => NotAllowed,
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status405MethodNotAllowed => MethodUnknown,
        StatusCodes.Status413PayloadTooLarge => TooLarge,
        StatusCodes.Status415UnsupportedMediaType => TypeUnknown,
        StatusCodes.Status429TooManyRequests => TooOften,
        StatusCodes.Status503ServiceUnavailable => Away,
        >= 400 and < 500 => Incorrect,
        _ => Fault,
    };

    /// <summary>In a moment the same may be asked again.</summary>
    private bool IsPassing => Status == StatusCodes.Status503ServiceUnavailable;

    public string Title(CultureInfo culture) => Words.GetString($"{Code}-title", culture)!;

    public string Detail(CultureInfo culture) => Words.GetString($"{Code}-detail", culture)!;

    /// <param name="detail">What is to say about this one; without it what is to say about all of the kind.</param>
    public Answer With(string? detail = null, params IReadOnlyList<Mistake> mistakes) => new(this, detail, mistakes);

    /// <summary>Writes it, also where nothing else can answer any more.</summary>
    public Task Write(HttpContext context) => With().ExecuteAsync(context);

    /// <summary>One thing that is wrong in a file.</summary>
    /// <param name="Line">Where, counted from 1; none of the file as a whole.</param>
    public sealed record Mistake(
        [property: JsonPropertyName("regel")] long? Line, [property: JsonPropertyName("kolom")] string? Column, [property: JsonPropertyName("code")] string Code,
        [property: JsonPropertyName("melding")] string Message);

    /// <summary>As it is sent (RFC 9457).</summary>
    /// <param name="Reference">Of a fault of ours: by which the log has it.</param>
    public sealed record Body(
        [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("title")] string Title, [property: JsonPropertyName("status")] int Status,
        [property: JsonPropertyName("detail")] string Detail, [property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("referentie")] string? Reference,
        [property: JsonPropertyName("fouten")] IReadOnlyList<Mistake>? Mistakes);

    internal sealed record Answer(Problem Problem, string? Detail, IReadOnlyList<Mistake> Mistakes) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = Problem.Status;
            response.Headers["API-Version"] = ApiAnswers.Version;
            if (Problem.IsPassing)
            {
                response.Headers.RetryAfter = "30";
            }

            return response.WriteAsJsonAsync(Problem.BodyOf(CultureInfo.CurrentUICulture, Detail, Mistakes), JsonOptions, ContentType, httpContext.RequestAborted);
        }
    }

    private Body BodyOf(CultureInfo culture, string? detail, IReadOnlyList<Mistake> mistakes) => new(
        $"/koppelen#{Code}", Title(culture), Status, detail ?? Detail(culture), Code, this == Fault ? Activity.Current?.TraceId.ToString() : null, mistakes.Count > 0 ? mistakes : null);

    /// <summary>As the description of the interface shows it.</summary>
    public JsonNode? Example() => JsonSerializer.SerializeToNode(BodyOf(CultureInfo.GetCultureInfo("nl-NL"), detail: null, []), JsonOptions);

    internal static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    internal static readonly ResourceManager Words = new("Portal.Api.Problems", typeof(Problem).Assembly);
}
