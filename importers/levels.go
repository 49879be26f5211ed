package importers

import (
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
)

// titles are the usual words for offices, by the level that they have. Of several in a text, as Deputy Prime Minister and Minister of
// Finance, the first decides.
var titles = []struct {
	level attendance.Level
	words string
}{
	{attendance.Official, `deputy head of delegation;deputy permanent representative;deputy chief of mission;personal assistant;private secretary;secretary to;
		assistant to;adviser to;advisor to;special assistant;office of the;ministry of;ministere;ministerio;embassy of;bureau of;department of;
		first secretary;second secretary;third secretary;primer secretario;segundo secretario;tercer secretario;premier secretaire;deuxieme secretaire;
		troisieme secretaire;chef de cabinet;chief of staff;spouse of;wife of;interpreter;security;bodyguard;
		minister counsellor;minister counselor;ministro consejero;ministra consejera;ministre conseiller;minister plenipotentiary;ministro plenipotenciario;
		ministre plenipotentiaire;premier conseiller;premiere conseillere;premier attache;president delegue;president director;state prosecutor;
		permanent secretary;secretary to the cabinet;head of office;head of division;head of department;director of the office;
		prime minister s office;presidency of the council;state university;state committee`},
	{attendance.Ambassador, `charge d affaires;permanent representative;representant permanent;representante permanente;high commissioner for;chairman of the delegation to the un;permanent observer`},
	{attendance.OtherLevel, `president of the national assembly;president of the assembly;president of the senate;president of the parliament;
		president of parliament;president of the chamber;president of the house;president of the general assembly;president of the supreme court;
		president of the association;president of the academy;president of the institute;president of the foundation;speaker;member of parliament;
		former;ex president;honorary president;president emeritus;president elect;prime minister designate`},
	{attendance.DeputyMinister, `deputy minister;vice minister;viceminister;viceministro;viceministra;vice ministre;assistant minister;junior minister;
		minister of state;state minister;minister delegate;ministre delegue;secretary of state for;parliamentary secretary;parliamentary under secretary;
		under secretary of state;undersecretary of state;state secretary;secretaire d etat;secretario de estado;deputy foreign minister;deputy secretary of state;
		deputy finance minister;deputy minister for;first deputy minister;parliamentary state secretary;staatssekretar;acting deputy minister;assistant secretary of state`},
	{attendance.DeputyHead, `vice president;vice premier;vicepresident;vicepresidente;vicepresidenta;vice presidente;deputy prime minister;deputy premier;deputy president;
		vice prime minister;first vice president;first deputy prime minister;crown prince;deputy chairman of the council of ministers;tanaiste;vice chancellor;
		executive vice president;deputy head of state;deputy head of government;deputy chancellor;vice primer ministro;vice premier ministre;deputy secretary general;
		deputy director general;deputy managing director`},
	{attendance.Minister, `minister to the prime minister;minister in the prime minister s office;minister to the president;minister for presidential affairs;minister in the presidency;minister in the office of`},
	{attendance.HeadOfGovernment, `prime minister;head of government;premier;chancellor;taoiseach;primer ministro;primera ministra;premier ministre;premiere ministre;
		bundeskanzler;bundeskanzlerin;primeiro ministro;presidente del gobierno;president of the government;chairman of the council of ministers;
		president of the council of ministers;president of the council;chef du gouvernement;jefe de gobierno;chief executive;pm;acting prime minister;minister president;state counsellor;presidente del consiglio`},
	{attendance.OrganisationHead, `secretary general;director general;managing director;president of the european commission;president of the european council;
		president of the commission;president of the world bank;executive secretary;executive director;secretario general;secretaire general;directeur general;
		president of the international committee;chairperson of the african union commission`},
	{attendance.HeadOfState, `head of state;president of the republic;king;queen;emir;amir;sultan;emperor;pope;grand duke;prince of monaco;sovereign prince;reigning prince;
		governor general;chairman of the presidency;member of the presidency;presidente de la republica;president de la republique;chef de l etat;jefe de estado;
		president of the state;bundesprasident;supreme leader;captain regent;co prince;state president;president;presidente;presidenta;presidency;chairman of the state council;
		general secretary;roi;rey`},
	{attendance.ForeignMinister, `foreign minister;minister of foreign affairs;minister for foreign affairs;minister of external affairs;minister for external affairs;
		minister of external relations;minister of foreign relations;minister for foreign relations;secretary of state;foreign secretary;secretary of state for foreign;secretary for foreign affairs;
		minister of international relations;ministre des affaires etrangeres;ministro de relaciones exteriores;ministra de relaciones exteriores;
		canciller;minister of foreign and;minister for foreign and;secretary of foreign affairs;secretary of foreign relations;ministro degli affari esteri;
		aussenminister;ministro das relacoes exteriores;high representative;fm;minister of foreign;minister for foreign;ministro de asuntos exteriores;secretary for foreign relations`},
	{attendance.DefenceMinister, `minister of defence;minister of defense;minister for defence;minister for defense;defence minister;defense minister;secretary of defense;
		secretary of defence;minister of national defence;minister of national defense;defence secretary;ministre de la defense;ministro de defensa;secretary of state for defence;secretary of national defence;secretary of national defense`},
	{attendance.FinanceMinister, `minister of finance;minister for finance;finance minister;secretary of the treasury;treasury secretary;treasurer;chancellor of the exchequer;
		minister of economy and finance;ministre des finances;ministro de hacienda;ministro de finanzas;minister of the treasury`},
	{attendance.Minister, `minister;ministre;ministro;ministra;cabinet secretary;secretary of commerce;secretary of energy;attorney general;secretary of the interior;ministerin`},
	{attendance.Envoy, `special envoy;special representative;personal representative;envoy;sherpa;national security adviser;national security advisor;presidential envoy;emissary`},
	{attendance.Ambassador, `ambassador;ambassadeur;ambassadrice;embajador;embajadora;high commissioner;botschafter;head of mission;nuncio;un representative;representative to the un;chair of delegation;permanent rep`},
	{attendance.Official, `chief executive officer;director;directeur;directrice;directora;deputy director;adviser;advisor;counsellor;counselor;consejero;consejera;conseiller;conseillere;
		first secretary;officer;official;chief;head;secretary;secretario;secretaria;secretaire;attache;delegate;expert;member of delegation;coordinator;
		deputy secretary;assistant;negotiator;consultant;manager;analyst;specialist;scientist;professor;representative;governor;co ordinator;researcher;research fellow;economist;engineer;diplomat;gestionnaire;fonctionnaire;funcionario;
		jefe;chef;charge;meteorologist;lawyer;legal;policy;student;lecturer;editor;journalist;senator;senior;deputy;staff;programme;president s office`},
}

// byTitle are the levels by their titles, with blanks around the words.
var byTitle = func() map[string]attendance.Level {
	all := map[string]attendance.Level{}
	for _, t := range titles {
		for words := range strings.SplitSeq(t.words, ";") {
			all[" "+strings.Join(strings.Fields(words), " ")+" "] = t.level
		}
	}
	return all
}()

// levelOf gives the level of an office by the usual titles: of the title that stands first in the text, and of two that begin there the
// longer one. Zero is that none of them is there. Who speaks for an organisation is none of a state's heads, and the other way round: the
// director general of a ministry is an official.
func levelOf(office string, of attendance.ParticipantKind) attendance.Level {
	text := " " + strings.Join(strings.FieldsFunc(fold(office), func(c rune) bool { return strings.ContainsRune(" ,.;:/()-'’\"", c) }), " ") + " "
	level, at, length := attendance.Level(0), len(text), 0
	for words, l := range byTitle {
		if i := strings.Index(text, words); i >= 0 && (i < at || (i == at && len(words) > length)) {
			level, at, length = l, i, len(words)
		}
	}
	switch {
	case of == attendance.Organisation && (level == attendance.HeadOfState || level == attendance.HeadOfGovernment):
		return attendance.OrganisationHead
	case of == attendance.State && (level == attendance.OrganisationHead || (level == attendance.DeputyHead && strings.HasSuffix(text[:at+length], " general "))):
		return attendance.Official
	case level == attendance.HeadOfState && strings.HasPrefix(text[at:], " president") && !ofState(strings.Fields(text[at+length-1:])):
		return 0
	}
	return level
}

// bodies are words of what has a president and is no state.
var bodies = wordSet(`institute institut instituto academy academie academia association asociacion committee comite commission comision council conseil consejo
	board agency agence agencia company society societe sociedad foundation fondation fundacion university universite universidad bank banque banco chamber
	chambre camara court senate assembly asamblea parliament party delegation centre center centro office oficina group groupe corporation conference
	congress federation bureau house national nacional institution programme program club network`)

// ofState reports whether what follows the word president can be the name of a state.
func ofState(rest []string) bool {
	if len(rest) == 0 {
		return true
	}
	return (rest[0] == "of" || rest[0] == "de" || rest[0] == "du" || rest[0] == "del" || rest[0] == "and" || rest[0] == "der") &&
		!slices.ContainsFunc(rest, func(w string) bool { return bodies[w] })
}
