using Microsoft.AspNetCore.Http.Metadata;

namespace Portal.Api;

/// <summary>Each address under /api/v1: what programs of providers ask, where they come in, and the description of it all.</summary>
internal static class ApiRoutes
{
    public const string Token = $"{ApiAnswers.Root}/token";

    public static void AddTo(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.DefaultIgnoreCondition = Problem.JsonOptions.DefaultIgnoreCondition);
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Token, TokenEndpoint.Give).AllowAnonymous().WithName("sleutelVragen")
            .Produces<TokenEndpoint.Token>().Produces<TokenEndpoint.Refusal>(StatusCodes.Status400BadRequest).Produces<TokenEndpoint.Refusal>(StatusCodes.Status401Unauthorized)
            .Produces<Problem.Body>(StatusCodes.Status429TooManyRequests, Problem.ContentType).Produces<Problem.Body>(StatusCodes.Status500InternalServerError, Problem.ContentType)
            .Produces<Problem.Body>(StatusCodes.Status503ServiceUnavailable, Problem.ContentType).WithTags("Sleutels");
        DeclarationsApi.Map(routes);
        MessagesApi.Map(routes);
        routes.MapOpenApi(ApiAnswers.Document).AllowAnonymous();
        RefuseOtherMethods(routes);
    }

    /// <summary>What may go wrong with each that asks by a token, beside what is its own.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder route, params int[] own)
    {
        foreach (var status in (int[])[.. own, StatusCodes.Status400BadRequest, StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable])
        {
            route.Produces<Problem.Body>(status, Problem.ContentType);
        }

        return route;
    }

    /// <summary>An address that is there says which methods it knows; otherwise the address of last resort would say that it is not there.</summary>
    private static void RefuseOtherMethods(IEndpointRouteBuilder routes)
    {
        var known = routes.DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith(ApiAnswers.Root, StringComparison.Ordinal))
            .GroupBy(endpoint => endpoint.RoutePattern.RawText!, endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
            .Select(one => (Path: one.Key, Allow: string.Join(", ", one.SelectMany(methods => methods).Distinct(StringComparer.Ordinal))))
            .ToList();
        foreach (var (path, allow) in known)
        {
            routes.Map(path, (HttpContext context) =>
            {
                context.Response.Headers.Allow = allow;
                return Problem.MethodUnknown.With();
            }).AllowAnonymous().ExcludeFromDescription();
        }
    }
}
