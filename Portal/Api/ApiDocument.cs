using System.Globalization;
using System.Text.Json.Nodes;
using Budget.Core.Couplings;
using Budget.Core.Invoices;
using Budget.Core.Providers;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Portal.Api;

/// <summary>
/// The description that programs read (OpenAPI 3.1, /api/v1/openapi.json): made of the routes themselves, and completed with words, examples, what has to be shown and what can go wrong. In Dutch and by the
/// rules for interfaces of Dutch government (NL API Design Rules 2.2; docs/decisions/0022).
/// </summary>
internal static class ApiDocument
{
    public const string Name = "v1";

    private const string Scheme = "koppeling";

    public static void Describe(OpenApiOptions options)
    {
        options.ShouldInclude = static description => $"/{description.RelativePath}".StartsWith(ApiAnswers.Root, StringComparison.Ordinal);
        options.CreateSchemaReferenceId = static type => Names.GetValueOrDefault(type.Type, OpenApiOptions.CreateDefaultSchemaReferenceId(type) ?? "") is { Length: > 0 } name ? name : null;
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            var scope = context.Description.ActionDescriptor.EndpointMetadata.OfType<Microsoft.AspNetCore.Authorization.IAuthorizeData>().FirstOrDefault()?.Policy;
            Complete(operation, scope, context.Document!);
            return Task.CompletedTask;
        });
        options.AddDocumentTransformer(static async (document, context, _) =>
            Complete(document, await context.ApplicationServices.GetRequiredService<Municipalities>().All()));
    }

    private static void Complete(OpenApiDocument document, IReadOnlyList<Municipalities.Answer> towns)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Eigen Regie voor aanbieders",
            Version = ApiAnswers.Version,
            Description = "Wat het kantoor van een aanbieder doet, gedaan door een programma: declareren (WMO323 of CSV), het antwoord lezen, en de berichten daarnaast. Uitleg en een voorbeeld staan op /koppelen. "
                + "Bedragen zijn hele centen, dagen zijn van de vorm 2026-05-31. Hetzelfde bericht nog eens sturen boekt niets en geeft het eerste antwoord.",
            Contact = new OpenApiContact { Name = string.Join(", ", towns.Select(town => $"gemeente {town.Name}")), Email = towns is [var first, ..] ? first.Email : null, Url = new Uri("/koppelen", UriKind.Relative) },
        };
        document.Servers = [new OpenApiServer { Url = ApiAnswers.Root }];
        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths)
        {
            // GET says it all.
            item.Operations?.Remove(HttpMethod.Head);
            paths[path[ApiAnswers.Root.Length..]] = item;
        }

        document.Paths = paths;
        document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.OAuth2,
            Description = "Wie bij een aanbieder mag declareren, maakt een koppeling op /aanbieder/koppelingen.",
            Flows = new OpenApiOAuthFlows
            {
                ClientCredentials = new OpenApiOAuthFlow { TokenUrl = new Uri(ApiRoutes.Token, UriKind.Relative), Scopes = CouplingScope.All.ToDictionary(scope => scope, scope => Words[scope].Summary, StringComparer.Ordinal) },
            },
        });
    }

    private static void Complete(OpenApiOperation operation, string? scope, OpenApiDocument document)
    {
        var name = operation.OperationId ?? "";
        (operation.Summary, operation.Description) = Words[name];
        if (scope is not null)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, document)] = [scope] }];
        }

        operation.RequestBody = name switch
        {
            "sleutelVragen" => Body(("application/x-www-form-urlencoded", JsonSchemaType.Object, "grant_type=client_credentials&scope=declaraties:indienen")),
            "declaratieIndienen" => Body((SentBody.Xml, JsonSchemaType.String, null), (SentBody.Csv, JsonSchemaType.String, System.Text.Encoding.UTF8.GetString(DeclarationCsv.Example()).TrimStart('\uFEFF'))),
            "inzendingSturen" => Body((SentBody.Xml, JsonSchemaType.String, null)),
            _ => operation.RequestBody,
        };
        foreach (var (status, response) in operation.Responses ?? [])
        {
            var whole = (OpenApiResponse)response;
            whole.Description = status switch
            {
                "200" when name is "declaratieIndienen" or "inzendingSturen" => "Dit bericht was hier al. Er is niets dubbel geboekt; dit is het eerste antwoord.",
                "200" => "Gelukt.",
                "201" => "Verwerkt. De kop Location zegt waar het antwoord blijft staan.",
                _ => Problem.Of(int.Parse(status, CultureInfo.InvariantCulture)).Title(CultureInfo.GetCultureInfo("nl-NL")),
            };
            whole.Headers = new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal) { ["API-Version"] = Header("De versie die antwoordt.", ApiAnswers.Version) };
            foreach (var (type, content) in whole.Content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal))
            {
                content.Example = type == Problem.ContentType ? Problem.Of(int.Parse(status, CultureInfo.InvariantCulture)).Example() : status[0] == '2' ? ApiExamples.Of(name) : null;
            }

            if (status is "201")
            {
                whole.Headers["Location"] = Header("Waar het antwoord blijft staan.", ApiExamples.Address);
            }

            if (status is "429" or "503")
            {
                whole.Headers["Retry-After"] = Header("Na hoeveel seconden het weer kan.", "60");
            }
        }
    }

    private static OpenApiHeader Header(string description, string example) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example) };

    private static OpenApiRequestBody Body(params (string Type, JsonSchemaType Schema, string? Example)[] kinds) => new()
    {
        Required = true,
        Content = kinds.ToDictionary(
            kind => kind.Type,
            kind => new OpenApiMediaType
            {
                Schema = kind.Schema == JsonSchemaType.Object ? Form() : new OpenApiSchema { Type = kind.Schema },
                Example = kind.Example is null || kind.Schema == JsonSchemaType.Object ? null : JsonValue.Create(kind.Example),
            },
            StringComparer.Ordinal),
    };

    /// <summary>The fields of RFC 6749, 4.4.2 and 2.3.1.</summary>
    private static OpenApiSchema Form() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string>(StringComparer.Ordinal) { "grant_type" },
        Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
        {
            ["grant_type"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [JsonValue.Create("client_credentials")!] },
            ["client_id"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Het kenmerk van de koppeling; ook in de kop Authorization (Basic), maar niet in beide." },
            ["client_secret"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Het geheim van de koppeling." },
            ["scope"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Met spaties ertussen. Leeg: alles wat de koppeling mag." },
        },
    };

    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(TokenEndpoint.Token)] = "Sleutel",
        [typeof(TokenEndpoint.Refusal)] = "GeenSleutel",
        [typeof(SentDeclarations)] = "Declaraties",
        [typeof(DeclarationHead)] = "Declaratie",
        [typeof(DeclarationWithLines)] = "DeclaratieMetRegels",
        [typeof(AnsweredLine)] = "Regel",
        [typeof(LineReason)] = "Reden",
        [typeof(Fetchable)] = "Berichten",
        [typeof(FetchableMessage)] = "Bericht",
        [typeof(SentMessage)] = "Inzending",
        [typeof(SentPart)] = "Onderdeel",
        [typeof(Problem.Body)] = "Probleem",
        [typeof(Problem.Mistake)] = "Fout",
    };

    /// <summary>Of each operation and each scope.</summary>
    internal static readonly Dictionary<string, (string Summary, string Description)> Words = new(StringComparer.Ordinal)
    {
        ["sleutelVragen"] = ("Vraag een sleutel aan", "OAuth 2.0 client credentials (RFC 6749, 4.4). De sleutel geldt een kwartier en gaat mee in de kop Authorization: Bearer. Fouten zijn die van RFC 6749, 5.2."),
        ["declaratiesLezen"] = ("Lees de lijst van uw declaraties", "De nieuwste eerst, vijftig tegelijk. Is er meer, dan zegt volgende waar."),
        ["declaratieIndienen"] = ("Dien een declaratie in", "Een WMO323 (iWmo 3.2) of een CSV (versie 1, uitgelegd op /declareren-met-csv), hoogstens 25 MB. Het antwoord zegt van elke regel wat ervan werd. Een bestand dat niet klopt, wordt als geheel geweigerd: dan is er niets geboekt."),
        ["declaratieLezen"] = ("Lees een declaratie met haar regels", "Van een afgekeurde regel de retourcodes, wat ze betekenen en wat u kunt doen. Vijfhonderd regels tegelijk; is er meer, dan zegt volgende waar."),
        ["retourberichtLezen"] = ("Haal het retourbericht op (WMO325)", "Zoals het werd gemaakt toen de declaratie binnenkwam."),
        ["berichtenLezen"] = ("Lees welke berichten er voor u zijn", "Toewijzingen (WMO301) en antwoorden op uw vragen (WMO319), de nieuwste eerst, vijftig tegelijk. Is er meer, dan zegt volgende waar."),
        ["berichtLezen"] = ("Haal een bericht op", "Het bericht zelf (WMO301 of WMO319); opnieuw opgehaald is het hetzelfde."),
        ["inzendingSturen"] = ("Stuur een bericht", "Dat hulp begon of stopte (WMO305, WMO307), of een vraag (WMO315, WMO317). Elk onderdeel wordt verwerkt of geweigerd; het antwoord zegt wat."),
        ["inzendingLezen"] = ("Lees wat er van een bericht werd", "Van elk onderdeel of het is verwerkt, en anders waarom niet."),
        [CouplingScope.ReadDeclarations] = ("Declaraties en hun antwoord lezen", ""),
        [CouplingScope.SendDeclarations] = ("Declaraties indienen", ""),
        [CouplingScope.ReadMessages] = ("Berichten ophalen", ""),
        [CouplingScope.SendMessages] = ("Berichten sturen", ""),
    };
}
