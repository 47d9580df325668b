"""Ordinary words that begin sentences with a capital letter and are no names, for English and Spanish.

`FUNCTION` words (articles, pronouns, prepositions, conjunctions, question words) are never names by themselves,
wherever they stand. `ORDINARY` words are taken for no name only where a sentence begins; to these the words that a
dossier itself writes with a small letter are added.
"""

from __future__ import annotations

FUNCTION = {
    "en": frozenset(
        "a an the this that these those some any each every all both either neither no none such other another many"
        " much more most few several enough i he she it we you they me him her us them my his its our your their"
        " mine ours who whom whose which what where when why how there here in on at by for from of to into onto"
        " with without within about above across after against along amid among around as before behind below"
        " beneath beside besides between beyond despite down during except inside like near off out outside over"
        " past per since through throughout till toward towards under underneath until up upon via and but or nor"
        " so yet if unless although though because while whereas whether once than then also not only even just"
        " still again ever never always often sometimes perhaps maybe is are was were be been being has have had do"
        " does did can could will would shall should may might must let according".split()
    ),
    "es": frozenset(
        "el la los las lo un una unos unas este esta estos estas ese esa esos esas aquel aquella aquellos aquellas"
        " esto eso aquello algún alguno alguna algunos algunas ningún ninguno ninguna cada todo toda todos todas"
        " ambos ambas otro otra otros otras mucho mucha muchos muchas más menos tan tanto tanta tantos tantas poco"
        " poca pocos pocas varios varias demás mismo misma yo tú él ella ello nosotros nosotras ustedes ellos ellas"
        " usted me te se le les nos mi mis tu tus su sus nuestro nuestra nuestros nuestras quien quienes quién"
        " quiénes que qué cual cuales cuál cuáles cuyo cuya cuando cuándo donde dónde como cómo cuanto cuánto cuánta"
        " cuántos cuántas a al ante bajo con contra de del desde durante en entre excepto hacia hasta mediante para"
        " por salvo según sin sobre tras uno vía y e o u ni pero sino aunque porque pues si mientras luego entonces así"
        " también tampoco no sí ya aún todavía nunca siempre quizá quizás tal solo sólo apenas es son era eran fue"
        " fueron ser sido está están estaba estaban ha han había habían hay hubo".split()
    ),
}

ORDINARY = {
    "en": frozenset(
        "accusations accounts activists actually additionally afterwards agents ahead allegations allies almost"
        " already altogether analysts announcements apart armed arrests asked asylum authorities aid aides articles"
        " attacks attempts away back behind believed best better brief briefly called campaign campaigners certain"
        " charges citing citizens civil claims clashes close coming comments commentators communities companies"
        " concerned condemned conditions congressional considered contact continued control counts countries"
        " court courts crimes critics currently customs data days deaths decades declared delegates demands"
        " demonstrations demonstrators denied deputies described details detainees different diplomatic diplomats"
        " directors dissidents divided documents doctors due earlier early economic economists efforts eight"
        " elections electricity eleven elsewhere embassies employees eventually everybody everyone everything"
        " evidence exactly executives exiles experts eyewitnesses facing families federal fewer fifteen fifty"
        " figures finally first five following food foreign former forces forty forward four fourteen friends"
        " further furthermore general given governments governors great greater groups guards half hardly health"
        " help hence high higher hospitals hostages hours households houses however human hundreds illness"
        " imprisoned inflation initially instead international investigators investors jailed journalists judges"
        " known labeled labelled number large last late later latest lawmakers lawyers leaders least leading left legal"
        " less little local long longer low lower marches meanwhile measures media medical meetings members"
        " migrants migration military millions ministers ministries minutes money months moreover mostly namely"
        " nationwide near nearby nearly negotiations negotiators neighbors neighbours nevertheless new news"
        " newspapers next nine nineteen nobody nonetheless nothing now numbers numerous observers officers"
        " officially officials oil old opponents opposition orders ordinary organizations organisations originally"
        " otherwise overall overnight parents part parties passengers payments people permits pictures plans police"
        " political politically politicians polls posts power presidential presidents press pressure previous"
        " previously prices prisoners private probably professors prosecutors protesters protests public publicly"
        " quoted quoting rather readers rebels recent recently refugees regional relations relatives repeatedly"
        " reportedly reporters reports representatives rescue researchers residents results right rights rising"
        " roughly rules sanctions schools scientists second secretaries security senators separately seven"
        " seventeen several shortly sides similarly similar six sixteen sixty small social soldiers somebody someone"
        " something soon sources special spokespeople spokeswomen spokesmen staff state statements states strikes"
        " students subsequently successful such supporters survivors talks tariffs teachers ten tens tensions"
        " terrorists texts thanks third thirteen thirty thousands threats three thus together tonight today"
        " tomorrow top torture trade troops twelve twenty twice two typically ultimately unable unclear"
        " unfortunately unions unknown unlike unnamed used usually vehicles victims video videos violence visitors"
        " volunteers voters votes voting warnings warrants water weapons weeks well whatever whenever wherever"
        " witnesses women words workers working worldwide writers writing written yesterday years one"
        " according asked saying speaking held freed released arrested detained accused charged barred named"
        " written published quoted counted left dated sheltering surrounded".split()
    ),
    "es": frozenset(
        "abogados acaso accidentes acto actos activistas actualmente acuerdos acusaciones además agentes agregó agua"
        " ahí ahora alimentos allá allí alrededor altos amenazas amigos analistas antes anteriormente años anunció"
        " aparte apoyo aproximadamente aquí armas artículos aseguró asesores asilados asilo asimismo ataques"
        " atrás autoridades ayer ayuda bastante bien buena bueno cabe campañas cárceles cargos casi cerca cien"
        " cientos cinco ciudadanos civiles colectivos comenzó comerciantes comunidades concesiones condiciones"
        " conforme congresistas consejeros consta contó convocó cosas crímenes críticos cuarenta cuatro cuerpos"
        " datos dado debido decenas declaraciones defensores delegados delitos dentro denuncias derechos desde"
        " después detalles detenciones detenidos detrás días diez dice dicen dicha dicho dichos dieciséis diferentes"
        " dijo diplomáticos diputados directores dirigentes disidentes diversos doce documentos dos economistas"
        " efectivamente ejemplos elecciones electricidad empleados empresas enfrente enfermos enseguida escribe"
        " escribió escuelas especialistas esposas estudiantes exactamente exiliados existe existen"
        " expertos extranjeros falta familiares familias figuras finalmente fiscales fuentes fuera fuerzas"
        " funcionarios generalmente gobernadores gobiernos gracias grandes grupos guardias hace hacia hijos hizo"
        " horas hospitales hoy hombres huelgas igualmente incluso informes inicialmente inmediatamente"
        " inversionistas investigadores jamás jefes jóvenes jueces junto jóvenes legisladores lejos líderes"
        " llamó llegó lugares maestros mañana manifestaciones manifestantes marchas mayores mediadores médicos"
        " medidas medios mejor mensajes meses miembros migrantes miles militares millones ministerios ministros"
        " mujeres nada nadie naturalmente negociaciones negó niños nombra nombran noticias nuevamente nueve nuevo"
        " nueva nuevos nuevas nunca observadores ocho oficialmente opositores órdenes organizaciones"
        " originalmente pacientes padres países palabras parece parte partidos participantes pasajeros"
        " periodistas periódicos permisos personal personas petróleo pobladores policías políticos posiblemente"
        " posteriormente precios presiones presos presidentes previamente primero primera prisioneros"
        " probablemente profesores promesas protección protestas próximo próxima pruebas pueblos puede publicó"
        " quince recientemente reconoció refugiados regionales relaciones reportes representantes residentes"
        " respecto resultados rumores salió sanciones seis seguidores seguridad segundo semanas sesenta senadores"
        " siete siguen simpatizantes sindicatos sobrevivientes soldados tarde temprano tensiones tercero"
        " terroristas testigos textos toma tomó trabajadores trece treinta tres tropas únicamente usa"
        " varios vecinos vehículos veinte versiones viajeros víctimas videos violencia visitantes voceros"
        " voluntarios votantes votos aranceles allegados fallecidos muertes llegada salida partida refugio rescate"
        " escuetas ninguno llama llaman habla hablan cita citan calla callan cuenta cuentan añade añaden califica"
        " describe describen afirma afirman señala señalan informa informan sostiene sostienen menciona mencionan"
        " atribuye atribuyen asume tiene tienen tenía sigue queda quedan viene vienen van dan pide piden acusa"
        " acusan niega niegan confirma confirman anuncia anuncian reporta reportan indica indican asegura aseguran"
        " recuerda publica publican denuncia exige exigen explica insiste advierte advierten reitera celebra agradece"
        " critica condena condenan rechaza rechazan considera cree creen espera esperan busca buscan quiere quieren"
        " teme sabe saben llegan sale salen vive viven muere mueren fallece figura aparece aparecen ocurre sucede"
        " permanece permanecen continúa continúan coinciden difieren discrepan número"
        " integrantes edificio palabras".split()
    ),
}

_VERB_ENDINGS = ("aron", "ieron", "aban", "ían", "ó")
_NO_VERBS = frozenset("miró maceió joão".split())


def is_spanish_verb(word: str) -> bool:
    """Whether a word ends as Spanish verbs of the past do and names do not: sentences may begin with one."""
    return len(word) > 3 and word.endswith(_VERB_ENDINGS) and word not in _NO_VERBS


PUBLISHING = frozenset(
    "published publishes publication publishing publicado publicada publicó publica publicación".split()
)
"""A sentence with one of these may give the day a source was published, which its metadata then bear out."""

COURTESY = frozenset("mr mrs ms dr dra sr sra don doña sir".split())
"""Forms of address: no part of a name."""

OFFICES = frozenset(
    "president vice secretary deputy senator representative minister prime chancellor governor mayor ambassador"
    " general colonel captain judge justice attorney prosecutor professor pope king queen prince princess leader"
    " congressman congresswoman lawmaker state presidente presidenta secretario secretaria senador senadora"
    " representante ministro ministra canciller gobernador gobernadora alcalde alcaldesa embajador embajadora"
    " coronel capitán juez jueza fiscal papa rey reina líder dirigente activista".split()
)
"""Words with a capital that may stand before a surname without being part of the name."""

PARTICLES = frozenset(
    "of de del la las los the da do dos das di von van der den ter bin ibn al el y e and und du des le".split()
)
JOINING = frozenset("of de del da do dos das di von van der den bin ibn du des".split())
"""Particles that join two capitals to one name (`Bank of Spain`); the rest may follow them (`de la`)."""

APART = frozenset(
    "new north south east west northern southern eastern western upper lower greater central san santa santo saint"
    " st mount lake fort port nueva nuevo gran alto alta bajo baja".split()
)
"""Words that make another name of the one behind them: Mexico is not borne out by New Mexico."""
